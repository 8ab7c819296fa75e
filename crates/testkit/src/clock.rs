use std::sync::Mutex;

use chrono::{DateTime, TimeDelta, Utc};
use store::Clock;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct HandClock(Mutex<DateTime<Utc>>);

impl HandClock {
    /// A clock at this instant, RFC 3339.
    pub fn at(instant: &str) -> Self {
        Self(Mutex::new(parse(instant)))
    }

    /// Sets it.
    pub fn set(&self, instant: &str) {
        *self.0.lock().expect("the clock's lock") = parse(instant);
    }

    /// Moves it on.
    pub fn advance(&self, by: TimeDelta) {
        let mut now = self.0.lock().expect("the clock's lock");
        *now += by;
    }
}

impl Clock for HandClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("the clock's lock")
    }
}

fn parse(instant: &str) -> DateTime<Utc> {
    instant.parse().unwrap_or_else(|error| panic!("{instant} is no instant: {error}"))
}
