//! Colours. Six for focus, each at least 3:1 against the page in its scheme (WCAG 2.2, 1.4.11) and told apart by
//! readers with colour-vision deficiency; greys for everything else. No red: recording more is not bad in itself.

use super::Ink;
use crate::data::push_digits;

/// Red, green and blue, 0 to 255.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// The colour as CSS writes it: `#1b6aa5`.
    pub fn css(self) -> String {
        let mut out = String::from("#");
        let number = [self.0, self.1, self.2].into_iter().fold(0, |number, part| number << 8 | u64::from(part));
        push_digits(&mut out, number, 6, 16);
        out
    }
}

/// A colour scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on white.
    Light,
    /// Light on near-black.
    Dark,
}

impl Theme {
    /// The six colours of areas in focus.
    pub const fn focus(self) -> [Colour; 6] {
        match self {
            Self::Light => [
                Colour(0x11, 0x4a, 0x70),
                Colour(0xb5, 0x56, 0x09),
                Colour(0x09, 0x85, 0x7c),
                Colour(0x81, 0x4a, 0xbd),
                Colour(0x5e, 0x3d, 0x00),
                Colour(0x43, 0x0b, 0x02),
            ],
            Self::Dark => [
                Colour(0x85, 0xd1, 0xdf),
                Colour(0xd1, 0x60, 0x0c),
                Colour(0xf6, 0xc5, 0x4b),
                Colour(0xb0, 0x85, 0xff),
                Colour(0x42, 0x87, 0x95),
                Colour(0xff, 0xff, 0xdd),
            ],
        }
    }

    /// The page behind the picture.
    pub const fn paper(self) -> Colour {
        match self {
            Self::Light => Colour(0xff, 0xff, 0xff),
            Self::Dark => Colour(0x14, 0x14, 0x12),
        }
    }

    /// The colour of an ink.
    pub const fn colour(self, ink: Ink) -> Colour {
        match (ink, self) {
            (Ink::Focus(place), _) => self.focus()[place % 6],
            (Ink::Paper, _) => self.paper(),
            (Ink::Context, Self::Light) => Colour(0x90, 0x90, 0x8c),
            (Ink::Context, Self::Dark) => Colour(0x6c, 0x6c, 0x68),
            (Ink::Nation | Ink::Text, Self::Light) => Colour(0x1d, 0x1d, 0x1b),
            (Ink::Nation | Ink::Text, Self::Dark) => Colour(0xec, 0xec, 0xe6),
            (Ink::Muted, Self::Light) => Colour(0x5c, 0x5c, 0x58),
            (Ink::Muted, Self::Dark) => Colour(0xa6, 0xa6, 0xa0),
            (Ink::Grid, Self::Light) => Colour(0xe2, 0xe2, 0xde),
            (Ink::Grid, Self::Dark) => Colour(0x36, 0x36, 0x33),
        }
    }
}
