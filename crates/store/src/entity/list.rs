//! Rows of lists.

entity!(project_list, "project_list", {
    keys { project: Uuid }
    code: String,
    org: Uuid,
    unit: i32,
    live: bool,
    stage: i16,
    name: String,
    name_key: String,
    name_sort: String,
    initials: String,
    investor: Option<String>,
    investor_key: Option<String>,
    investor_sort: Option<String>,
    credit_code: Option<String>,
    project_code: Option<String>,
    industry: Option<String>,
    industry_section: Option<i16>,
    category: Option<String>,
    origin_scope: Option<i16>,
    origin_place: Option<String>,
    place: Option<String>,
    responsible: Option<String>,
    total_investment: Option<i64>,
    signed_on: Option<i32>,
    started_on: Option<i32>,
    entered_statistics_on: Option<i32>,
    completed_on: Option<i32>,
    in_production_on: Option<i32>,
    funds_total: i64,
    funds_year: i32,
    funds_of_year: i64,
    pending: i32,
    updated_at: i64,
});

// No table: what a scope sees of enterprises is computed by the query that stands in its place (`list::enterprise`).
entity!(enterprise_list, "enterprise_list", {
    keys { enterprise: Uuid }
    code: String,
    name: String,
    name_key: String,
    name_sort: String,
    initials: String,
    credit_code: Option<String>,
    unit: i32,
    industry: Option<String>,
    industry_section: Option<i16>,
    origin_scope: Option<i16>,
    origin_place: Option<String>,
    projects: i64,
    units: i64,
    total_investment: Option<i64>,
    funds_total: i64,
    funds_year: i32,
    funds_of_year: i64,
    pending: i64,
    signed_on: Option<i32>,
});

entity!(saved_view, "saved_view", {
    keys { id: Uuid }
    slug: String,
    list: i16,
    name: String,
    audience: i16,
    owner: Uuid,
    owner_name: String,
    org: Uuid,
    state: String,
    version: i32,
    updated_at: DateTimeUtc,
});

entity!(view_default, "view_default", {
    keys { app_user: Uuid, list: i16 }
    saved_view: Uuid,
});
