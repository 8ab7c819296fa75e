//! Rows of boundaries.

entity!(boundaries, "boundaries", {
    keys { id: Uuid }
    org: Uuid,
    name: String,
    source: String,
    review_no: Option<String>,
    licence: Option<String>,
    effective_on: Option<Date>,
    note: Option<String>,
    areas: i32,
    size: i64,
    sha256: String,
    uploaded_by: Uuid,
    uploaded_name: String,
    uploaded_at: DateTimeUtc,
    ended_at: Option<DateTimeUtc>,
});
