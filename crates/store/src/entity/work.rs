//! Rows of jobs.

entity!(job, "job", {
    keys { id: Uuid }
    kind: i16,
    org: Uuid,
    subject: Option<Uuid>,
    state: i16,
    done: i64,
    total: Option<i64>,
    stop: bool,
    result: Option<String>,
    fault: Option<String>,
    file_name: Option<String>,
    media_type: Option<String>,
    sha256: Option<String>,
    started_by: Uuid,
    started_at: DateTimeUtc,
    beat_at: DateTimeUtc,
    ended_at: Option<DateTimeUtc>,
});
