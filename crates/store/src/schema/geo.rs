//! Boundaries of areas.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0350_boundaries",
        // A file that was replaced or taken away has an end and stays: what a map was drawn from can be shown later.
        sql: "CREATE TABLE boundaries (
            id {uuid} PRIMARY KEY, org {uuid} NOT NULL, name VARCHAR(120) NOT NULL, source VARCHAR(300) NOT NULL,
            review_no VARCHAR(60), licence VARCHAR(120), effective_on {date}, note VARCHAR(500), areas INTEGER NOT NULL,
            size BIGINT NOT NULL, sha256 VARCHAR(64) NOT NULL, uploaded_by {uuid} NOT NULL, uploaded_name VARCHAR(80) NOT NULL,
            uploaded_at {time} NOT NULL, ended_at {time})",
    },
    Step { name: "0351_boundaries_org", sql: "CREATE INDEX boundaries_org ON boundaries (org, id)" },
];
