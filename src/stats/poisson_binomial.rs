//! The law of the number of successes among trials that each have their own probability.

/// The probabilities of 0, 1, ... n successes, by adding one trial after another.
pub fn poisson_binomial(trials: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut law = vec![1.0];
    for p in trials {
        law.push(0.0);
        let mut before = 0.0;
        for here in &mut law {
            let own = *here;
            *here = own * (1.0 - p) + before * p;
            before = own;
        }
    }
    law
}

/// The law with one trial taken out again, one probability at a time.
///
/// Adding the trial mixed each two neighbouring probabilities. Taking it out solves for one of them, and rounding
/// errors grow or shrink from step to step by the odds of the trial. From the end at which they shrink, no error builds
/// up, and the laws without each of k trials together cost no more than twice the law with all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Without {
    share: f64,
    ratio: f64,
    last: f64,
}

impl Without {
    /// For a trial that more often fails: give the law from 0 successes up, all but its last, and receive the law
    /// without the trial from 0 successes up.
    pub fn ascending(p: f64) -> Without {
        Without { share: 1.0 / (1.0 - p), ratio: p / (1.0 - p), last: 0.0 }
    }

    /// For a trial that more often succeeds: give the law from n successes down, all but that of none, and receive the
    /// law without the trial from n - 1 successes down.
    pub fn descending(p: f64) -> Without {
        Without { share: 1.0 / p, ratio: (1.0 - p) / p, last: 0.0 }
    }

    /// The next probability, from the next one of the law with all trials.
    pub fn next(&mut self, with_all: f64) -> f64 {
        self.last = with_all * self.share - self.last * self.ratio;
        self.last
    }
}
