//! Who asks. Extractors run in the order of a handler's parameters, so who asks is settled before a body is read.

use std::marker::PhantomData;
use std::ops::Deref;

use access::Permission;
use app::{App, Caller};
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use domain::ids::UserId;
use serde::{Deserialize, Serialize};
use tower_sessions::Session;

use crate::client::origin;
use crate::problem::ApiError;

/// Under this key a session keeps whose it is.
pub(crate) const LOGIN: &str = "login";

/// Whose a session is and from where it was begun.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Login {
    pub(crate) user: UserId,
    pub(crate) address: Option<String>,
    pub(crate) agent: Option<String>,
}

/// Somebody who is logged in, also while the password has to be changed: for logging out and changing it alone.
pub(crate) struct LoggedIn(pub(crate) Caller);

/// Somebody who is logged in and may work.
pub(crate) struct CurrentUser(pub(crate) Caller);

/// Somebody who is logged in, may work, and has the permission.
pub(crate) struct Permitted<P>(Caller, PhantomData<P>);

/// A permission as a type, for [`Permitted`].
pub(crate) trait Needs: Send + Sync {
    const PERMISSION: Permission;
}

/// The permissions that operations ask for, as types.
pub(crate) mod may {
    macro_rules! permissions {
        ($($name:ident),+ $(,)?) => {$(
            pub(crate) struct $name;
            impl super::Needs for $name {
                const PERMISSION: access::Permission = access::Permission::$name;
            }
        )+};
    }

    permissions!(
        AuditRead,
        BoardRead,
        BulletinIssue,
        BulletinRead,
        ClaimDecide,
        ClaimRead,
        ExternalRecord,
        GeoManage,
        ImportCreate,
        ImportUndo,
        OrgManage,
        OrgRead,
        ProjectEdit,
        ProjectRead,
        UserManage
    );
}

impl FromRequestParts<App> for LoggedIn {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let session = parts.extensions.get::<Session>().cloned().ok_or_else(|| ApiError::bare(StatusCode::UNAUTHORIZED))?;
        let login: Option<Login> = session.get(LOGIN).await.map_err(|error| ApiError::internal(&error))?;
        let login = login.ok_or_else(|| ApiError::bare(StatusCode::UNAUTHORIZED))?;
        Ok(Self(app::identity::caller(app, login.user, &origin(parts)).await?))
    }
}

impl FromRequestParts<App> for CurrentUser {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let LoggedIn(caller) = LoggedIn::from_request_parts(parts, app).await?;
        if caller.must_change_password {
            return Err(ApiError::new(StatusCode::FORBIDDEN, "password_change_required", "请先修改初始密码"));
        }
        Ok(Self(caller))
    }
}

impl<P: Needs> FromRequestParts<App> for Permitted<P> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let CurrentUser(caller) = CurrentUser::from_request_parts(parts, app).await?;
        caller.require(P::PERMISSION)?;
        Ok(Self(caller, PhantomData))
    }
}

impl<P> Deref for Permitted<P> {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.0
    }
}
