//! Numbers of events and of people, and amounts of anything else, checked once.

/// Why a number cannot be a count or a population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Not a number at all, or infinite.
    NotFinite,
    /// Below zero.
    Negative,
    /// Not whole.
    Fraction,
    /// Above what can be counted ([`Count`], [`Amount`]) or held exactly ([`Population`]).
    TooLarge,
    /// Zero, for a population: there must be someone.
    Zero,
}

impl Impossible {
    /// The fault in words that fit after "…: ".
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotFinite => "not a number",
            Self::Negative => "below zero",
            Self::Fraction => "not a whole number",
            Self::TooLarge => "too large",
            Self::Zero => "zero people",
        }
    }
}

/// The largest count: 2^32. Up to there the exact limits of a count have an answer, and no police force records more.
const LARGEST_COUNT: f64 = 4_294_967_296.0;

/// The largest population: 2^53, up to which a double holds every whole number.
const LARGEST_POPULATION: f64 = 9_007_199_254_740_992.0;

/// Accepts a number from 0 to the largest.
fn bounded(number: f64, largest: f64) -> Result<f64, Impossible> {
    if !number.is_finite() {
        Err(Impossible::NotFinite)
    } else if number < 0.0 {
        Err(Impossible::Negative)
    } else if number > largest {
        Err(Impossible::TooLarge)
    } else {
        Ok(number)
    }
}

/// Accepts a whole number from 0 to the largest.
fn whole(number: f64, largest: f64) -> Result<u64, Impossible> {
    let number = bounded(number, largest)?;
    if number.trunc() == number { Ok(number as u64) } else { Err(Impossible::Fraction) }
}

/// Events observed: a whole number from 0 to 2^32.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Count(u64);

impl Count {
    /// A count, or why it cannot be one.
    pub fn new(number: f64) -> Result<Self, Impossible> {
        whole(number, LARGEST_COUNT).map(Self)
    }

    /// The count as a whole number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// A measured amount rather than a count, such as full-time equivalents: a number from 0 to 2^32, fractions included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amount(f64);

/// Never NaN, so every amount equals itself.
impl Eq for Amount {}

impl Amount {
    /// An amount, or why it cannot be one.
    pub fn new(number: f64) -> Result<Self, Impossible> {
        bounded(number, LARGEST_COUNT).map(Self)
    }

    /// The amount as a number.
    pub const fn get(self) -> f64 {
        self.0
    }
}

/// People at risk: a whole number from 1 to 2^53.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Population(u64);

impl Population {
    /// A population, or why it cannot be one. Zero is refused: a rate needs people.
    pub fn new(number: f64) -> Result<Self, Impossible> {
        match whole(number, LARGEST_POPULATION)? {
            0 => Err(Impossible::Zero),
            people => Ok(Self(people)),
        }
    }

    /// The population as a whole number.
    pub const fn get(self) -> u64 {
        self.0
    }
}

/// The decimal digits of a whole number: `2018`. Written without `Display`, whose machinery would add two kilobytes to
/// the readers' download.
pub fn digits(number: u64) -> String {
    let mut out = String::new();
    push_digits(&mut out, number, 1, 10);
    out
}

/// Adds a number in a base of up to 16, with zeros before it if it has fewer than `fewest` digits.
pub fn push_digits(out: &mut String, number: u64, fewest: u32, base: u64) {
    if number >= base || fewest > 1 {
        push_digits(out, number / base, fewest.saturating_sub(1), base);
    }
    let digit = (number % base) as usize;
    // Cut from a text, because turning a number into a letter would bring in the code for every letter there is.
    out.push_str("0123456789abcdef".get(digit..=digit).unwrap_or_default());
}
