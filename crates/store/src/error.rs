use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// What can go wrong in the store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The row is not there, or not in the scope of the one who asks: the two are told apart to nobody.
    #[error("没有找到")]
    NotFound,
    /// A row with the same key exists.
    #[error("已存在相同的记录")]
    Duplicate,
    /// The row was changed by somebody else meanwhile.
    #[error("记录已被他人修改,请刷新后重试")]
    Stale,
    /// The database's schema is not that of this program.
    #[error("数据库结构与程序不符:{0}。请先运行 yinfeng migrate")]
    Schema(String),
    /// The address of the database cannot be used.
    #[error("数据库地址无效:{0}")]
    Address(String),
    /// Stored data cannot be read back.
    #[error("存储的数据无法读取:{0}")]
    Corrupt(String),
    /// Too many writers met; the work was tried several times.
    #[error("系统繁忙,请稍后重试")]
    Busy,
    /// The database said no.
    #[error("数据库错误")]
    Database(#[source] DbErr),
}

impl StoreError {
    /// Whether trying the whole unit of work again may help.
    pub(crate) fn is_transient(&self) -> bool {
        match self {
            Self::Database(error) => transient(error),
            Self::Busy => true,
            _ => false,
        }
    }

    pub(crate) fn corrupt(what: impl std::fmt::Display) -> Self {
        Self::Corrupt(what.to_string())
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::Duplicate,
            _ => Self::Database(error),
        }
    }
}

/// Serialization failure and deadlock on PostgreSQL (40001, 40P01), busy and locked on SQLite (5, 6 and their
/// extended codes). `DbErr::sql_err` classifies none of them.
fn transient(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(inner))
    | DbErr::Query(RuntimeErr::SqlxError(inner))
    | DbErr::Conn(RuntimeErr::SqlxError(inner))) = error
    else {
        return false;
    };
    let Some(database) = inner.as_database_error() else { return false };
    let code = database.code().unwrap_or_default();
    matches!(code.as_ref(), "40001" | "40P01") || code.parse::<i32>().is_ok_and(|number| matches!(number & 0xff, 5 | 6) && code.len() <= 4)
}
