use access::Permission;
use store::StoreError;

use crate::project::Overtaken;

/// One thing wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FieldError {
    /// JSON pointer of the field, empty for the whole.
    pub pointer: String,
    /// Stable code.
    pub code: String,
    /// What is wrong and what would be right, in Chinese.
    pub message: String,
}

impl FieldError {
    /// A fault of one field.
    pub fn new(pointer: &str, code: &str, message: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), code: code.to_owned(), message: message.into() }
    }
}

/// Why a use case was refused.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The person may not do this.
    #[error("您没有“{}”的权限,如需办理请联系本单位管理员", .0.label())]
    Forbidden(Permission),
    /// Nobody is logged in, or the log-in failed.
    #[error("{message}")]
    Unauthorised {
        /// Stable code.
        code: &'static str,
        /// What to do.
        message: String,
    },
    /// The account is locked for a while.
    #[error("{0}")]
    Locked(String),
    /// The record is not there or not visible.
    #[error("没有找到,或者不在您的查看范围内")]
    NotFound,
    /// What was sent is not right.
    #[error("提交的内容有误")]
    Invalid(Vec<FieldError>),
    /// The record is in a state that does not allow this.
    #[error("{message}")]
    Conflict {
        /// Stable code.
        code: &'static str,
        /// What stands in the way and what to do.
        message: String,
        /// What stands in the way, one by one.
        errors: Vec<FieldError>,
    },
    /// Somebody else changed the record meanwhile.
    #[error("{}已先于您修改该项目,请核对后再保存", .0.by)]
    Overtaken(Box<Overtaken>),
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
    /// Something that should not happen; the cause goes to the log, never to a user.
    #[error("系统内部错误")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl AppError {
    /// A refusal with a single fault of a field.
    pub fn invalid(pointer: &str, code: &str, message: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::new(pointer, code, message)])
    }

    /// A refusal by the state of a record.
    pub fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::Conflict { code, message: message.into(), errors: Vec::new() }
    }

    /// An unexpected failure.
    pub fn internal(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Internal(Box::new(error))
    }

    /// The stable code of the refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Forbidden(_) => "forbidden",
            Self::Unauthorised { code, .. } | Self::Conflict { code, .. } => code,
            Self::Locked(_) => "account_locked",
            Self::Overtaken(_) => "stale",
            Self::NotFound => "not_found",
            Self::Invalid(_) => "invalid",
            Self::Store(StoreError::Busy) => "busy",
            Self::Store(_) | Self::Internal(_) => "internal",
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Duplicate => Self::conflict("duplicate", StoreError::Duplicate.to_string()),
            StoreError::Stale => Self::conflict("stale", StoreError::Stale.to_string()),
            other => Self::Store(other),
        }
    }
}
