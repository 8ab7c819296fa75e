//! Log-in, accounts, roles and sessions.

mod account;
mod login;
mod password;
mod person;
mod provision;
mod session;

pub use account::{Account, NewAccount, RoleName, create, list, reset_password, roles, update};
pub use login::{ATTEMPTS, LOCK, change_password, log_in, log_out};
pub use password::PASSWORD_LENGTH;
pub(crate) use password::Passwords;
pub(crate) use person::administered;
pub use person::{Landing, Me, caller, caller_of_account, me};
pub use provision::{Provision, only_account_with, provision, reset_password_by_command, seed_roles};
pub use session::{LiveSession, end_session, purge_sessions, sessions};
pub use store::identity::UserChange;
