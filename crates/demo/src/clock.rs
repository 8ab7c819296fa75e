//! The clock of the demonstration: walked through the past while it is filled, then running on from a fixed day.

use std::sync::Mutex;
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};
use store::Clock;

/// The day on which the demonstration stands when it is served: 2026-10-15, 09:00 in Beijing.
pub const TODAY: &str = "2026-10-15T01:00:00Z";

/// A clock that is set to an instant and runs on from there.
#[derive(Debug)]
pub struct DemoClock(Mutex<(DateTime<Utc>, Instant)>);

impl DemoClock {
    /// A clock that stands at [`TODAY`].
    pub fn today() -> Self {
        Self::at(TODAY.parse().unwrap_or_default())
    }

    /// A clock that stands at `instant`.
    pub fn at(instant: DateTime<Utc>) -> Self {
        Self(Mutex::new((instant, Instant::now())))
    }

    /// Sets it.
    pub fn set(&self, instant: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = (instant, Instant::now());
    }
}

impl Clock for DemoClock {
    fn now(&self) -> DateTime<Utc> {
        let (instant, since) = *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let run = i64::try_from(since.elapsed().as_micros()).unwrap_or(0);
        instant + TimeDelta::microseconds(run)
    }
}
