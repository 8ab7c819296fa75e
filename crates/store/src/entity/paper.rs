//! Rows of files, imports and issued papers.

entity!(blob, "blob", {
    keys { sha256: String }
    size: i64,
    content: Vec<u8>,
    created_at: DateTimeUtc,
});

entity!(import_batch, "import_batch", {
    keys { id: Uuid }
    org: Uuid,
    period: i32,
    file_name: String,
    size: i64,
    sha256: String,
    state: i16,
    rows: i32,
    reading: String,
    result: Option<String>,
    created_by: Option<Uuid>,
    created_name: String,
    created_at: DateTimeUtc,
    committed_at: Option<DateTimeUtc>,
    committed_name: Option<String>,
    undone_at: Option<DateTimeUtc>,
    undone_name: Option<String>,
    desk: Option<String>,
    version: i32,
    choices: Option<String>,
    history: bool,
    effect: Option<String>,
});

entity!(import_row, "import_row", {
    keys { import: Uuid, place: i32 }
    sheet: i16,
    at_row: i32,
    flags: i32,
    action: i16,
    rules: String,
    same: String,
    project: Option<Uuid>,
    figures: String,
    data: Option<Vec<u8>>,
});

entity!(import_mend, "import_mend", {
    keys { import: Uuid, step: i32, number: i32 }
    state: i16,
    sheet: String,
    at_row: i32,
    field: String,
    cell: String,
    before: String,
    after: String,
    by_user: Option<Uuid>,
    by_name: String,
    at: DateTimeUtc,
});

entity!(import_chunk, "import_chunk", {
    keys { import: Uuid, chunk: i32 }
    data: Vec<u8>,
});

entity!(column_memory, "column_memory", {
    keys { org: Uuid }
    memory: String,
    updated_at: DateTimeUtc,
});

entity!(bulletin, "bulletin", {
    keys { id: Uuid }
    number: i32,
    org: Uuid,
    period: i32,
    level: i16,
    as_of: DateTimeUtc,
    title: String,
    model: String,
    issued_by: Option<Uuid>,
    issued_name: String,
    issued_at: DateTimeUtc,
    hash: String,
});

entity!(bulletin_file, "bulletin_file", {
    keys { bulletin: Uuid, kind: String }
    file_name: String,
    media_type: String,
    size: i64,
    sha256: String,
});
