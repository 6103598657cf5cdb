//! Taking turns: every contestant runs in every round, so that a slow moment of the machine hits all alike.

use std::hint::black_box;
use std::time::Instant;

/// Rounds measured.
pub const ROUNDS: usize = 301;

/// Runs of one contestant in one round: long enough for the clock's grain, short enough to take turns often.
const RUNS: u32 = 1_000;

/// Rounds run before measuring, for caches and clock speed to settle.
const WARM_UP: usize = 20;

/// One way to read the payload.
pub struct Contestant<'a> {
    /// What is printed.
    pub name: &'static str,
    run: Box<dyn Fn() -> bool + 'a>,
}

impl<'a> Contestant<'a> {
    /// Names a way; `run` reads the payload once and tells whether that worked.
    pub fn new(name: &'static str, run: impl Fn() -> bool + 'a) -> Self {
        Self {
            name,
            run: Box::new(run),
        }
    }
}

/// Median nanoseconds for one run, by contestant.
///
/// # Errors
///
/// The name of a contestant that refuses the payload: a refusal is no time.
pub fn measure(contestants: &[Contestant<'_>]) -> Result<Vec<f64>, &'static str> {
    let mut times = vec![Vec::with_capacity(ROUNDS); contestants.len()];
    for round in 0..WARM_UP + ROUNDS {
        for (contestant, times) in contestants.iter().zip(&mut times) {
            let start = Instant::now();
            let mut read = true;
            for _ in 0..RUNS {
                read &= black_box((contestant.run)());
            }
            let elapsed = start.elapsed();
            if !read {
                return Err(contestant.name);
            }
            if round >= WARM_UP {
                times.push(elapsed.as_secs_f64() * 1e9 / f64::from(RUNS));
            }
        }
    }
    Ok(times.iter_mut().map(|times| median(times)).collect())
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
}
