//! Taking turns: every contestant runs in every round, so that a slow moment of the machine hits all alike.

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Inputs that are prepared at once: few, so that they stay in the cache, and enough for the clock's grain.
const PREPARED: u32 = 16;

/// Rounds run before measuring, of a hundred measured, for caches and clock speed to settle.
const WARM_UP_PERCENT: usize = 10;

/// How long to measure.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// The least time of one turn: a contestant runs as often as that takes.
    pub turn: Duration,
    /// Rounds measured.
    pub rounds: usize,
}

impl Effort {
    /// For what takes microseconds.
    pub const FINE: Effort = Effort {
        turn: Duration::from_micros(200),
        rounds: 301,
    };

    /// For what takes up to some milliseconds, and is one of many.
    pub const COARSE: Effort = Effort {
        turn: Duration::from_micros(500),
        rounds: 31,
    };

    /// For what takes up to seconds: a turn is one run.
    pub const BULK: Effort = Effort {
        turn: Duration::ZERO,
        rounds: 7,
    };

    /// Its part of so many.
    pub fn part_of(self, parts: usize) -> Self {
        Effort {
            rounds: self.rounds.div_ceil(parts),
            ..self
        }
    }
}

/// One way to do what is measured.
pub struct Contestant<'a> {
    /// What is printed.
    pub name: String,
    expected: bool,
    turn: Box<dyn FnMut(u32) -> Turn + 'a>,
}

/// Some runs of one contestant.
struct Turn {
    time: Duration,
    /// The outcome of the runs; `None` if they differ.
    outcome: Option<bool>,
}

impl<'a> Contestant<'a> {
    /// Names a way; `run` goes it once and tells whether that worked.
    pub fn new(name: impl Into<String>, mut run: impl FnMut() -> bool + 'a) -> Self {
        let turn = move |runs| {
            let start = Instant::now();
            let good = (0..runs).filter(|_| black_box(run())).count();
            Turn {
                time: start.elapsed(),
                outcome: outcome(good, runs),
            }
        };
        Contestant {
            name: name.into(),
            expected: true,
            turn: Box::new(turn),
        }
    }

    /// As [`new`](Contestant::new), with something made for each run that is not timed.
    pub fn prepared<T>(
        name: impl Into<String>,
        mut prepare: impl FnMut() -> T + 'a,
        mut run: impl FnMut(&mut T) -> bool + 'a,
    ) -> Self {
        let turn = move |runs: u32| {
            let mut time = Duration::ZERO;
            let mut good = 0;
            let mut left = runs;
            while left > 0 {
                let some = left.min(PREPARED);
                let mut inputs: Vec<T> = (0..some).map(|_| prepare()).collect();
                let start = Instant::now();
                good += inputs
                    .iter_mut()
                    .filter_map(|input| black_box(run(black_box(input))).then_some(()))
                    .count();
                time += start.elapsed();
                left -= some;
            }
            Turn {
                time,
                outcome: outcome(good, runs),
            }
        };
        Contestant {
            name: name.into(),
            expected: true,
            turn: Box::new(turn),
        }
    }

    /// The same, expected to refuse.
    pub fn refusing(self) -> Self {
        self.expecting(false)
    }

    /// The same, with this verdict expected.
    pub fn expecting(mut self, verdict: bool) -> Self {
        self.expected = verdict;
        self
    }

    /// Nanoseconds of one run, the mean of `runs` in one go.
    ///
    /// One run before is not timed. It pays for what the contestant before has left behind: other data in the caches, and
    /// memory that was freed but not yet tidied up.
    fn time(&mut self, runs: u32) -> Result<f64, String> {
        (self.turn)(1);
        let Turn { time, outcome } = (self.turn)(runs);
        match outcome {
            Some(outcome) if outcome == self.expected => {
                Ok(time.as_secs_f64() * 1e9 / f64::from(runs))
            }
            _ => {
                let what = if self.expected { "refuses" } else { "accepts" };
                Err(format!("{} {what} the payload", self.name))
            }
        }
    }
}

fn outcome(good: usize, runs: u32) -> Option<bool> {
    match good {
        0 => Some(false),
        good if good == runs as usize => Some(true),
        _ => None,
    }
}

/// Median nanoseconds for one run, by contestant.
///
/// # Errors
/// A contestant whose verdict is not the expected one: that is no time.
pub fn measure(contestants: &mut [Contestant<'_>], effort: Effort) -> Result<Vec<f64>, String> {
    Ok(times(contestants, effort)?
        .into_iter()
        .map(median)
        .collect())
}

/// Nanoseconds for one run in each round, by contestant.
///
/// # Errors
/// As [`measure`].
pub fn times(contestants: &mut [Contestant<'_>], effort: Effort) -> Result<Vec<Vec<f64>>, String> {
    let mut runs = Vec::with_capacity(contestants.len());
    for contestant in &mut *contestants {
        runs.push(calibrated(contestant, effort.turn)?);
    }
    let warm_up = effort.rounds * WARM_UP_PERCENT / 100;
    let mut times = vec![Vec::with_capacity(effort.rounds); contestants.len()];
    for round in 0..warm_up + effort.rounds {
        let turns = contestants.iter_mut().zip(&runs).zip(&mut times);
        for ((contestant, runs), times) in turns {
            let time = contestant.time(*runs)?;
            if round >= warm_up {
                times.push(time);
            }
        }
    }
    Ok(times)
}

/// How many runs take as long as a turn should.
fn calibrated(contestant: &mut Contestant<'_>, turn: Duration) -> Result<u32, String> {
    let mut runs = 1;
    loop {
        let time = contestant.time(runs)? * f64::from(runs) / 1e9;
        if time >= turn.as_secs_f64() || runs >= 1 << 20 {
            return Ok(runs);
        }
        runs *= 2;
    }
}

/// The middle one, or else `NaN`.
pub fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::{Contestant, Effort, measure, median};
    use std::thread::sleep;
    use std::time::Duration;

    const QUICK: Effort = Effort {
        turn: Duration::from_micros(10),
        rounds: 5,
    };

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
    }

    #[test]
    fn preparing_is_not_timed() {
        let slow = || sleep(Duration::from_millis(5));
        let mut contestants = [
            Contestant::prepared("not timed", slow, |()| true),
            Contestant::new("timed", || {
                slow();
                true
            }),
        ];
        let effort = Effort {
            turn: Duration::ZERO,
            ..QUICK
        };
        let medians = measure(&mut contestants, effort).expect("both accept");
        assert!(medians[0] < 1e6, "{medians:?}");
        assert!(medians[1] >= 5e6, "{medians:?}");
    }

    #[test]
    fn another_verdict_than_expected_is_no_time() {
        let refused = measure(&mut [Contestant::new("a", || false)], QUICK);
        assert_eq!(refused, Err("a refuses the payload".to_owned()));
        let accepted = measure(&mut [Contestant::new("b", || true).refusing()], QUICK);
        assert_eq!(accepted, Err("b accepts the payload".to_owned()));
    }
}
