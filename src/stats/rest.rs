//! An area against the rest of the nation: never against a total that contains it.

use super::count::number;
use super::hypergeometric::TwoByTwo;
use super::interval::{Interval, Method, each_tail};
use super::ratio::{Exposed, Ratio, rate_ratio};
use super::tails::{EXACT, MID_P};

/// The area's rate over the rate of the rest, which is the nation less the area.
///
/// `None` when the area is no part of the nation (it has more events, or no smaller exposure), and as for
/// [`rate_ratio`], whose `method` this takes.
pub fn rate_against_rest(area: Exposed, nation: Exposed, confidence: f64, method: Method) -> Option<Ratio> {
    let rest = Exposed { count: nation.count.checked_sub(area.count)?, exposure: nation.exposure - area.exposure };
    rate_ratio(area, rest, confidence, method)
}

/// The area's change over the change of the rest: (area later / area earlier) / (rest later / rest earlier), counts
/// given as [earlier, later]. Exposures cancel where both share them.
///
/// `method` is [`Method::ConditionalMidP`] (the default of this project) or [`Method::ConditionalExact`]; any other
/// gives `None`, as do an area that is no part of the nation, a nation with nothing but the area in it, and a
/// confidence outside (0, 1).
///
/// The value is the odds ratio of the table as it stands; `None` where it would divide by 0. Where the margins leave
/// the area's count no room, one limit is 0 or infinite; with no events in the area both are, and p = 1.
///
/// Fisher 1935; Cornfield 1956; mid-p: Lancaster 1961. Work grows with the standard deviation of the area's count: a
/// few hundred terms for a national total of 20,000, under a million with margins of 2³².
pub fn change_against_rest(area: [u64; 2], nation: [u64; 2], confidence: f64, method: Method) -> Option<Ratio> {
    let rest = [nation[0].checked_sub(area[0])?, nation[1].checked_sub(area[1])?];
    if rest == [0, 0] {
        return None;
    }
    number(nation[0].max(nation[1]))?;
    let table = TwoByTwo { area: area.map(|count| count as f64), rest: rest.map(|count| count as f64) };
    let weight = match method {
        Method::ConditionalMidP => MID_P,
        Method::ConditionalExact => EXACT,
        _ => return None,
    };
    let (lower, upper) = table.limits(each_tail(confidence)?, weight);
    let [earlier, later] = table.area;
    let divisor = earlier * table.rest[1];
    Some(Ratio {
        value: (divisor > 0.0).then(|| later * table.rest[0] / divisor),
        interval: Interval { lower, upper, confidence, method },
        p: table.tails(1.0).p_value(weight),
    })
}
