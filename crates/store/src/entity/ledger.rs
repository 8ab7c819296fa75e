//! Rows of projects and of the record.

entity!(project, "project", {
    keys { id: Uuid }
    code: String,
    org: Uuid,
    unit: i32,
    name: String,
    name_key: String,
    investor: String,
    investor_key: String,
    credit_code: Option<String>,
    project_code: Option<String>,
    live: bool,
    stage: i16,
    facts: String,
    version: i32,
    made_by_import: Option<Uuid>,
    created_at: DateTimeUtc,
    updated_at: DateTimeUtc,
    chain_length: i64,
    chain_hash: Vec<u8>,
});

entity!(project_version, "project_version", {
    keys { project: Uuid, version: i32 }
    facts: String,
    live: bool,
    at: DateTimeUtc,
    by_user: Option<Uuid>,
    by_name: String,
    cause: String,
    import: Option<Uuid>,
});

entity!(project_scope, "project_scope", { keys { ancestor: Uuid, project: Uuid, relation: i16 } });

entity!(claim, "claim", {
    keys { id: Uuid }
    project: Uuid,
    sequence: i64,
    kind: i16,
    class: i16,
    origin: i16,
    amount: Option<i64>,
    approximate: bool,
    occurred_on: Option<Date>,
    precision: Option<String>,
    period: i32,
    opening: bool,
    recorded_at: DateTimeUtc,
    reported_by: Option<Uuid>,
    reporter: String,
    org: Uuid,
    source: i16,
    import: Option<Uuid>,
    sheet: Option<String>,
    cell: Option<String>,
    raw: Option<String>,
    corrects: Option<Uuid>,
});

entity!(claim_state, "claim_state", {
    keys { claim: Uuid }
    project: Uuid,
    import: Option<Uuid>,
    kind: i16,
    unit: i32,
    state: i16,
    amount: Option<i64>,
    class: i16,
    origin: i16,
    occurred_on: Option<i32>,
    period: i32,
    source: i16,
});

entity!(withdrawal, "withdrawal", {
    keys { id: Uuid }
    claim: Uuid,
    project: Uuid,
    reason: String,
    by_user: Option<Uuid>,
    by_name: String,
    at: DateTimeUtc,
});

entity!(verdict, "verdict", {
    keys { id: Uuid }
    claim: Uuid,
    project: Uuid,
    level: i16,
    outcome: i16,
    amount: Option<i64>,
    reason: String,
    by_user: Option<Uuid>,
    by_name: String,
    at: DateTimeUtc,
});

entity!(chain, "chain", {
    keys { project: Uuid, sequence: i64 }
    record: i16,
    record_id: Uuid,
    hash: Vec<u8>,
});

entity!(posting, "posting", {
    keys { id: Uuid }
    project: Uuid,
    claim: Uuid,
    cause: Uuid,
    level: i16,
    view: i16,
    unit: i32,
    period: i32,
    cohort: i32,
    kind: i16,
    class: i16,
    origin: i16,
    industry: i16,
    category: i16,
    size_band: i16,
    opening: bool,
    count: i32,
    amount: i64,
    known_at: DateTimeUtc,
});

entity!(cell, "cell", {
    keys { level: i16, view: i16, measure: i16, period: i32, unit: i32, known_month: i32 }
    count: i64,
    amount: i64,
});

entity!(stage_move, "stage_move", {
    keys { id: Uuid }
    project: Uuid,
    from_stage: i16,
    to_stage: i16,
    cause: Uuid,
    by_name: String,
    at: DateTimeUtc,
});

entity!(enterprise, "enterprise", {
    keys { id: Uuid }
    code: String,
    match_key: String,
    name: String,
    name_key: String,
    name_sort: String,
    initials: String,
    credit_code: Option<String>,
    created_at: DateTimeUtc,
});

entity!(enterprise_project, "enterprise_project", {
    keys { project: Uuid, position: i16 }
    enterprise: Uuid,
    name: String,
    name_key: String,
    credit_code: Option<String>,
});
