use std::sync::Arc;

use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// Where times come from. Injected, so that tests and the demonstration tell the time.
pub trait Clock: Send + Sync + 'static {
    /// The present instant, in whole microseconds: PostgreSQL keeps no finer ones.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the machine's clock is read")]
    fn now(&self) -> DateTime<Utc> {
        truncated(Utc::now())
    }
}

impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> DateTime<Utc> {
        (**self).now()
    }
}

/// An instant in whole microseconds.
pub(crate) fn truncated(at: DateTime<Utc>) -> DateTime<Utc> {
    at.duration_trunc(TimeDelta::microseconds(1)).unwrap_or(at)
}
