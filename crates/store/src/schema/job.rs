//! Jobs.

use super::Step;

pub(super) const STEPS: &[Step] = &[
    Step {
        name: "0300_job",
        // A row of a job that is under way is written to again and again; one that ended stays as it is. `result` and
        // `fault` are JSON whose form is the caller's.
        sql: "CREATE TABLE job (
            id {uuid} PRIMARY KEY, kind SMALLINT NOT NULL, org {uuid} NOT NULL, subject {uuid}, state SMALLINT NOT NULL,
            done BIGINT NOT NULL, total BIGINT, stop {bool} NOT NULL, result TEXT, fault TEXT, file_name VARCHAR(300),
            media_type VARCHAR(120), sha256 VARCHAR(64), started_by {uuid} NOT NULL, started_at {time} NOT NULL,
            beat_at {time} NOT NULL, ended_at {time})",
    },
    Step { name: "0301_job_owner", sql: "CREATE INDEX job_owner ON job (started_by, id)" },
    Step { name: "0302_job_subject", sql: "CREATE INDEX job_subject ON job (subject)" },
];
