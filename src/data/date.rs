//! A calendar day, for exact lengths of periods.

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A day of the years 1 to 9999, or `None` where there is no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let length = match month {
            4 | 6 | 9 | 11 => 30,
            2 if is_leap(year) => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        ((1..=length).contains(&day) && (1..=9999).contains(&year)).then_some(Self { year, month, day })
    }

    /// Reads `2017-03-31`, and nothing else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
        Self::new(year, month as u8, day as u8)
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since the start of year 0: differences between two dates are exact, leap years and all.
    pub fn ordinal(self) -> u32 {
        // Count years from March, so that the leap day is the last of its year (the usual civil-calendar reckoning).
        let (year, month) = match self.month {
            1 | 2 => (u32::from(self.year) - 1, u32::from(self.month) + 9),
            month => (u32::from(self.year), u32::from(month) - 3),
        };
        year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + u32::from(self.day)
    }
}

/// Reads a few ASCII digits as a number.
fn number(digits: &[u8]) -> Option<u16> {
    let mut number = 0;
    for &byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u16::from(byte - b'0');
    }
    Some(number)
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

impl std::fmt::Display for Date {
    /// `2017-03-31`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}
