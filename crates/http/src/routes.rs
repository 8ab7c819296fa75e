//! All routes, the layers around them, and the OpenAPI document that comes from them.

use std::sync::Arc;
use std::time::Duration;

use app::App;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::sensitive_headers::{SetSensitiveRequestHeadersLayer, SetSensitiveResponseHeadersLayer};
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa::openapi::RefOr;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi};
use utoipa_axum::router::OpenApiRouter;

use crate::client::{self, request_id};
use crate::layers::{self, BODY_LIMIT, COOKIE, LogInLimit, TIMEOUT};
use crate::problem::{self, ApiError, Problem};
use crate::{HttpOptions, assets, health};

/// What is served, and what is to be done beside it.
pub struct Site {
    router: Router,
    log_ins: Arc<LogInLimit>,
}

impl Site {
    /// The routes over these use cases.
    pub fn new(app: App, options: &HttpOptions) -> Self {
        let log_ins = layers::log_in_limit();
        let (api, document) = api(Some(log_ins.clone())).split_for_parts();
        let api = api
            .route("/api/v1/openapi.json", get(async move || axum::Json(document)))
            .route("/api/{*anything}", axum::routing::any(no_such_operation))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(layers::csrf())
            .layer(layers::sessions(app.store.clone(), options.tls));
        let router = Router::new()
            .merge(api)
            .route("/healthz", get(health::alive))
            .route("/readyz", get(health::ready))
            .route("/", get(assets::root))
            .route("/desk", get(assets::desk))
            .route("/desk/", get(assets::desk))
            .route("/desk/{*page}", get(assets::desk))
            .route("/assets/{*path}", get(assets::hashed))
            .fallback(get(assets::plain))
            .with_state(app);
        Self { router: around(router, options), log_ins }
    }

    /// The routes as a service, for a server or for tests in this process.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Forgets addresses whose log-ins need no counting any more.
    pub(crate) fn tidy(&self) {
        self.log_ins.retain_recent();
    }
}

/// The OpenAPI document, as it is committed for the web client.
///
/// # Errors
/// Where the document cannot be written as JSON, which would be a fault of its making.
pub fn openapi() -> Result<String, serde_json::Error> {
    let mut text = api(None).into_openapi().to_pretty_json()?;
    text.push('\n');
    Ok(text)
}

/// One line for each slice.
fn api(log_ins: Option<Arc<LogInLimit>>) -> OpenApiRouter<App> {
    let slices = OpenApiRouter::new()
        .merge(crate::session::routes(log_ins))
        .merge(crate::demonstration::routes())
        .merge(crate::org::routes())
        .merge(crate::user::routes())
        .merge(crate::import::routes())
        .merge(crate::claim::routes())
        .merge(crate::external::routes())
        .merge(crate::indicator::routes())
        .merge(crate::geo::routes())
        .merge(crate::project::routes())
        .merge(crate::scheme::routes())
        .merge(crate::list::routes())
        .merge(crate::view::routes())
        .merge(crate::search::routes())
        .merge(crate::enterprise::routes())
        .merge(crate::bulletin::routes())
        .merge(crate::job::routes())
        .merge(crate::check::routes())
        .merge(crate::audit::routes());
    let mut api = OpenApiRouter::with_openapi(Document::openapi()).nest("/api/v1", slices);
    describe_answers(api.get_openapi_mut());
    api
}

/// Gives every answer the description that OpenAPI asks for; what an answer is, its schema says.
fn describe_answers(document: &mut utoipa::openapi::OpenApi) {
    let items = document.paths.paths.values_mut();
    let operations = items.flat_map(|item| [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch]);
    for (status, answer) in operations.flatten().flat_map(|operation| &mut operation.responses.responses) {
        if let RefOr::T(answer) = answer
            && answer.description.is_empty()
        {
            let description = match status.as_str() {
                "201" => "已新建",
                "204" => "成功,没有内容",
                _ => "成功",
            };
            description.clone_into(&mut answer.description);
        }
    }
}

/// The layers around everything, the outermost first.
fn around(router: Router, options: &HttpOptions) -> Router {
    let secret = [header::COOKIE, header::AUTHORIZATION];
    let layers = ServiceBuilder::new()
        .layer(from_fn(layers::forget_request_id))
        .layer(SetRequestIdLayer::x_request_id(MakeRequestUuid))
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(SetSensitiveRequestHeadersLayer::new(secret))
        .layer(from_fn_with_state(options.behind_proxy, client::note))
        .layer(TraceLayer::new_for_http().make_span_with(span).on_response(answered).on_failure(()))
        .layer(from_fn_with_state(options.tls, layers::security_headers))
        .layer(from_fn(problem::render))
        .layer(CatchPanicLayer::custom(layers::panicked))
        .layer(SetSensitiveResponseHeadersLayer::new([header::SET_COOKIE]))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, TIMEOUT))
        .layer(CompressionLayer::new());
    router.layer(layers)
}

/// A request's span: no query, which may hold names that somebody searched for.
fn span(request: &axum::extract::Request) -> tracing::Span {
    let id = request_id(request.headers());
    tracing::info_span!("request", method = %request.method(), path = request.uri().path(), request_id = id.as_deref())
}

fn answered(response: &Response, took: Duration, _: &tracing::Span) {
    tracing::info!(status = response.status().as_u16(), milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX), "answered");
}

async fn no_such_operation() -> Response {
    ApiError::new(StatusCode::NOT_FOUND, "no_such_operation", "没有这个接口").into_response()
}

#[derive(OpenApi)]
#[openapi(
    info(title = "引凤", description = "招商引资记录与统计"),
    components(schemas(
        Problem,
        crate::bulletin::FileKind,
        crate::claim::ClaimState,
        crate::indicator::Span,
        crate::list::Condition,
        crate::project::ProjectStatus,
        crate::wire::ClaimKind,
        crate::wire::Level
    )),
    security(("session" = [])),
    modifiers(&SessionCookie),
    tags(
        (name = "session", description = "登录"),
        (name = "org", description = "组织机构"),
        (name = "user", description = "账号"),
        (name = "import", description = "台账导入"),
        (name = "claim", description = "申报与认定"),
        (name = "external", description = "外部数据"),
        (name = "indicator", description = "统计看板"),
        (name = "geo", description = "区域边界"),
        (name = "project", description = "项目"),
        (name = "scheme", description = "考核方案"),
        (name = "list", description = "列表"),
        (name = "view", description = "列表视图"),
        (name = "search", description = "查找"),
        (name = "enterprise", description = "企业"),
        (name = "bulletin", description = "通报"),
        (name = "job", description = "后台任务"),
        (name = "check", description = "数字核对"),
        (name = "audit", description = "审计日志"),
    )
)]
struct Document;

struct SessionCookie;

impl Modify for SessionCookie {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE))));
    }
}
