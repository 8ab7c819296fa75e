//! Logging in and out, and who is logged in.

use std::sync::Arc;

use app::identity::Landing;
use app::{App, Caller};
use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, request};
use axum::middleware::from_fn_with_state;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tower_sessions::Session;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{LOGIN, LoggedIn, Login, Permitted, may};
use crate::client::{Client, origin};
use crate::input::{Place, Valid};
use crate::layers::{self, LogInLimit};
use crate::org::OrgRef;
use crate::problem::{ApiError, Refusals};
use crate::user::RoleRef;

pub(crate) fn routes(log_ins: Option<Arc<LogInLimit>>) -> OpenApiRouter<App> {
    let own = OpenApiRouter::new().routes(routes!(session_create, session_show, session_delete));
    let own = match log_ins {
        Some(limit) => own.layer(from_fn_with_state(limit, layers::limit_log_ins)),
        None => own,
    };
    own.routes(routes!(session_change_password)).routes(routes!(session_list)).routes(routes!(session_end))
}

/// Account and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Credentials {
    account: String,
    password: String,
}

/// A change of one's own password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    old_password: String,
    /// At least ten characters of two kinds.
    new_password: String,
}

/// Who is logged in, and what that person may do.
#[derive(Serialize, ToSchema)]
struct Me {
    user_id: uuid::Uuid,
    account: String,
    name: String,
    org: OrgRef,
    roles: Vec<RoleRef>,
    /// Codes of permissions.
    permissions: Vec<&'static str>,
    /// While true, only the session and the password can be used.
    must_change_password: bool,
    /// Whether this is a demonstration database.
    demonstration: bool,
    /// The month being reported, `2026-09`.
    #[schema(example = "2026-09")]
    default_period: String,
    landing: LandingPage,
}

/// The page that the person's work begins with.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LandingPage {
    Stats,
    Imports,
    Recognition,
    Projects,
    Users,
    Audit,
    Orgs,
}

/// A live session.
#[derive(Serialize, ToSchema)]
struct LiveSession {
    /// The handle by which it can be ended.
    id: String,
    account: String,
    name: String,
    org: OrgRef,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    #[schema(required = true)]
    address: Option<String>,
    /// What the browser calls itself.
    #[schema(required = true)]
    agent: Option<String>,
}

#[derive(Serialize, ToSchema)]
struct SessionList {
    items: Vec<LiveSession>,
}

/// Log in.
///
/// `invalid_credentials` (401) does not say whether the account or the password is wrong; `account_locked` (423) says
/// until when.
#[utoipa::path(post, path = "/session", operation_id = "session_create", tag = "session", security(()),
    request_body = Credentials, responses((status = 200, body = Me), Refusals))]
async fn session_create(
    State(app): State<App>,
    session: Session,
    parts: request::Parts,
    Valid(body): Valid<Credentials>,
) -> Result<Json<Me>, ApiError> {
    let origin = origin(&parts);
    let user = app::identity::log_in(&app, &origin, &body.account, &body.password).await?;
    let client = parts.extensions.get::<Client>().cloned().unwrap_or_default();
    let login = Login { user, address: origin.address.clone(), agent: client.agent };
    begin(&session, login).await?;
    let caller = app::identity::caller(&app, user, &origin).await?;
    show(&app, &caller).await
}

/// Who is logged in.
#[utoipa::path(get, path = "/session", operation_id = "session_show", tag = "session", responses((status = 200, body = Me), Refusals))]
async fn session_show(State(app): State<App>, LoggedIn(caller): LoggedIn) -> Result<Json<Me>, ApiError> {
    show(&app, &caller).await
}

/// Log out.
#[utoipa::path(delete, path = "/session", operation_id = "session_delete", tag = "session", responses((status = 204), Refusals))]
async fn session_delete(State(app): State<App>, LoggedIn(caller): LoggedIn, session: Session) -> Result<StatusCode, ApiError> {
    app::identity::log_out(&app, &caller).await?;
    session.flush().await.map_err(|error| ApiError::internal(&error))?;
    Ok(StatusCode::NO_CONTENT)
}

/// Change one's own password. All other sessions of the person end.
#[utoipa::path(put, path = "/session/password", operation_id = "session_change_password", tag = "session",
    request_body = PasswordChange, responses((status = 204), Refusals))]
async fn session_change_password(
    State(app): State<App>,
    LoggedIn(caller): LoggedIn,
    session: Session,
    Valid(body): Valid<PasswordChange>,
) -> Result<StatusCode, ApiError> {
    let login: Option<Login> = session.get(LOGIN).await.map_err(|error| ApiError::internal(&error))?;
    app::identity::change_password(&app, &caller, &body.old_password, &body.new_password).await?;
    if let Some(login) = login {
        begin(&session, login).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Who is logged in among the people that one administers.
#[utoipa::path(get, path = "/sessions", operation_id = "session_list", tag = "session", responses((status = 200, body = SessionList), Refusals))]
async fn session_list(State(app): State<App>, caller: Permitted<may::UserManage>) -> Result<Json<SessionList>, ApiError> {
    let sessions = app::identity::sessions(&app, &caller).await?;
    let items = sessions.into_iter().map(|live| LiveSession {
        id: live.session.handle,
        account: live.account.user.account,
        name: live.account.user.name,
        org: live.account.org.into(),
        created_at: live.session.created_at,
        last_seen_at: live.session.last_seen_at,
        expires_at: live.session.expires_at,
        address: live.session.address,
        agent: live.session.agent,
    });
    Ok(Json(SessionList { items: items.collect() }))
}

/// End somebody's session.
#[utoipa::path(delete, path = "/sessions/{id}", operation_id = "session_end", tag = "session",
    params(("id" = String, Path, description = "The session's handle")), responses((status = 204), Refusals))]
async fn session_end(State(app): State<App>, caller: Permitted<may::UserManage>, Place(id): Place<String>) -> Result<StatusCode, ApiError> {
    app::identity::end_session(&app, &caller, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begins a session under a new id, so that one set by somebody else before the log-in is worth nothing.
async fn begin(session: &Session, login: Login) -> Result<(), ApiError> {
    session.cycle_id().await.map_err(|error| ApiError::internal(&error))?;
    session.insert(LOGIN, login).await.map_err(|error| ApiError::internal(&error))
}

async fn show(app: &App, caller: &Caller) -> Result<Json<Me>, ApiError> {
    let me = app::identity::me(app, caller).await?;
    Ok(Json(Me {
        user_id: caller.user.0,
        account: caller.account.clone(),
        name: caller.name.clone(),
        org: me.org.into(),
        roles: me.roles.into_iter().map(RoleRef::from).collect(),
        permissions: caller.permissions.iter().map(|permission| permission.code()).collect(),
        must_change_password: caller.must_change_password,
        demonstration: me.demonstration,
        default_period: me.default_period.to_string(),
        landing: match me.landing {
            Landing::Stats => LandingPage::Stats,
            Landing::Imports => LandingPage::Imports,
            Landing::Recognition => LandingPage::Recognition,
            Landing::Projects => LandingPage::Projects,
            Landing::Users => LandingPage::Users,
            Landing::Audit => LandingPage::Audit,
            Landing::Orgs => LandingPage::Orgs,
        },
    }))
}
