//! One verdict for an area and two periods, whoever says it; and the real figures, area by area.
