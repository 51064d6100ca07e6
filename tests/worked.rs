//! The page of worked cases.
