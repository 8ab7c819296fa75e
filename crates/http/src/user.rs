//! Accounts and roles, for the security administrator.

use app::App;
use app::identity::{Account, NewAccount, RoleName};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;

use crate::caller::{Permitted, may};
use crate::input::{Place, Valid};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(user_list, user_create))
        .routes(routes!(user_update))
        .routes(routes!(user_reset_password))
        .routes(routes!(role_list))
}

/// A role by its name.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RoleRef {
    code: String,
    name: String,
}

impl From<RoleName> for RoleRef {
    fn from(role: RoleName) -> Self {
        Self { code: role.code, name: role.name }
    }
}

/// A role with what it allows.
#[derive(Serialize, ToSchema)]
struct Role {
    code: String,
    name: String,
    /// Codes of permissions.
    permissions: Vec<&'static str>,
}

#[derive(Serialize, ToSchema)]
struct RoleList {
    items: Vec<Role>,
}

/// An account.
#[derive(Serialize, ToSchema)]
struct User {
    id: Uuid,
    account: String,
    name: String,
    org: OrgRef,
    roles: Vec<RoleRef>,
    active: bool,
    /// Until when log-ins are refused after too many failures.
    #[schema(required = true)]
    locked_until: Option<DateTime<Utc>>,
    #[schema(required = true)]
    last_login_at: Option<DateTime<Utc>>,
}

impl User {
    fn at(now: DateTime<Utc>, account: Account) -> Self {
        Self {
            id: account.user.id.0,
            account: account.user.account,
            name: account.user.name,
            org: account.org.into(),
            roles: account.roles.into_iter().map(RoleRef::from).collect(),
            active: account.user.active,
            locked_until: account.user.locked_until.filter(|until| *until > now),
            last_login_at: account.user.last_login_at,
        }
    }
}

#[derive(Serialize, ToSchema)]
struct UserList {
    items: Vec<User>,
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewUser {
    /// Three to forty small letters, digits, `.`, `_`, `-`.
    account: String,
    name: String,
    org_code: String,
    /// Codes of roles.
    roles: Vec<String>,
}

/// What is to be changed; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UserChange {
    name: Option<String>,
    /// Codes of roles.
    roles: Option<Vec<String>>,
    active: Option<bool>,
}

/// A new account with its password, which is shown this once.
#[derive(Serialize, ToSchema)]
struct CreatedUser {
    user: User,
    initial_password: String,
}

/// A new password, which is shown this once.
#[derive(Serialize, ToSchema)]
struct InitialPassword {
    initial_password: String,
}

/// The accounts that one administers.
#[utoipa::path(get, path = "/users", operation_id = "user_list", tag = "user", responses((status = 200, body = UserList), Refusals))]
async fn user_list(State(app): State<App>, caller: Permitted<may::UserManage>) -> Result<Json<UserList>, ApiError> {
    let (accounts, now) = (app::identity::list(&app, &caller).await?, app.store.now());
    Ok(Json(UserList { items: accounts.into_iter().map(|account| User::at(now, account)).collect() }))
}

/// Make an account.
#[utoipa::path(post, path = "/users", operation_id = "user_create", tag = "user",
    request_body = NewUser, responses((status = 201, body = CreatedUser), Refusals))]
async fn user_create(
    State(app): State<App>,
    caller: Permitted<may::UserManage>,
    Valid(body): Valid<NewUser>,
) -> Result<(StatusCode, Json<CreatedUser>), ApiError> {
    let new = NewAccount { account: body.account, name: body.name, org_code: body.org_code, roles: body.roles };
    let (account, initial_password) = app::identity::create(&app, &caller, new).await?;
    Ok((StatusCode::CREATED, Json(CreatedUser { user: User::at(app.store.now(), account), initial_password })))
}

/// Change an account.
#[utoipa::path(put, path = "/users/{id}", operation_id = "user_update", tag = "user", params(("id" = Uuid, Path)),
    request_body = UserChange, responses((status = 200, body = User), Refusals))]
async fn user_update(
    State(app): State<App>,
    caller: Permitted<may::UserManage>,
    Place(id): Place<Uuid>,
    Valid(body): Valid<UserChange>,
) -> Result<Json<User>, ApiError> {
    let change = app::identity::UserChange { name: body.name, roles: body.roles, active: body.active };
    let account = app::identity::update(&app, &caller, id.into(), change).await?;
    Ok(Json(User::at(app.store.now(), account)))
}

/// Give an account another initial password.
#[utoipa::path(post, path = "/users/{id}/password-reset", operation_id = "user_reset_password", tag = "user", params(("id" = Uuid, Path)),
    responses((status = 200, body = InitialPassword), Refusals))]
async fn user_reset_password(
    State(app): State<App>,
    caller: Permitted<may::UserManage>,
    Place(id): Place<Uuid>,
) -> Result<Json<InitialPassword>, ApiError> {
    let initial_password = app::identity::reset_password(&app, &caller, id.into()).await?;
    Ok(Json(InitialPassword { initial_password }))
}

/// All roles.
#[utoipa::path(get, path = "/roles", operation_id = "role_list", tag = "user", responses((status = 200, body = RoleList), Refusals))]
async fn role_list(State(app): State<App>, caller: Permitted<may::UserManage>) -> Result<Json<RoleList>, ApiError> {
    let roles = app::identity::roles(&app, &caller).await?;
    let items = roles.into_iter().map(|role| Role {
        code: role.code,
        name: role.name,
        permissions: role.permissions.iter().map(|permission| permission.code()).collect(),
    });
    Ok(Json(RoleList { items: items.collect() }))
}
