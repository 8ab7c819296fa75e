//! A site with a city, and people who have logged in to it.

use app::App;
use app::identity::{NewAccount, Provision, provision};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use serde_json::Value;
use store::Actor;
use testkit::{Engine, TestStore, fresh_store};
use tower::ServiceExt;
use yinfeng_http::{HttpOptions, Site};

/// The password of everybody in tests.
pub(crate) const PASSWORD: &str = "Ceshi-2026-linfen";

/// Roles with an account of the same name, and its organisation.
pub(crate) const PEOPLE: [(&str, &str, &str); 9] = [
    ("clerk", "141024", "clerk"),
    ("other", "141023", "clerk"),
    ("county_bureau", "141024", "county_bureau"),
    ("city_reviewer", "SZSJ", "city_reviewer"),
    ("office", "SZSJ", "office"),
    ("leader", "141000", "leader"),
    ("system_admin", "141000", "system_admin"),
    ("security_admin", "141000", "security_admin"),
    ("audit_admin", "141000", "audit_admin"),
];

const ORGS: &str = "code,name,short_name,kind,parent_code,sort,valid_from,valid_to
141000,临汾市,临汾市,city,,0,2020-01-01,
SZSJ,临汾市招商局,市招商局,department,141000,1,2020-01-01,
141024,洪洞县,洪洞县,county,141000,10,2020-01-01,
141023,襄汾县,襄汾县,county,141000,11,2020-01-01,
";

/// A site of its own.
pub(crate) struct TestSite {
    pub(crate) app: App,
    pub(crate) store: TestStore,
    router: Router,
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// The code of the problem document that it is.
    pub(crate) fn problem(&self) -> String {
        let kind = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert!(kind.starts_with("application/problem+json"), "{} is no problem document: {kind}", self.status);
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        assert!(problem["title"].as_str().unwrap().chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{problem}");
        assert!(problem["request_id"].is_string(), "{problem}");
        problem["code"].as_str().unwrap().to_owned()
    }

    /// The body, after checking that it went well.
    pub(crate) fn ok(self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, String::from_utf8_lossy(&self.body));
        if self.body.is_empty() { Value::Null } else { self.json() }
    }
}

/// Makes a site; the clock stands at 2026-10-01.
pub(crate) async fn site(engine: Engine) -> TestSite {
    let store = fresh_store(engine).await;
    let app = App::new(store.store.clone());
    let actor = Actor::system("测试");
    app::org::import_by_command(&app, &actor, ORGS.as_bytes()).await.unwrap();
    for (account, org, role) in PEOPLE {
        let account = NewAccount {
            account: account.to_owned(),
            name: format!("测试{account}"),
            org_code: org.to_owned(),
            roles: vec![role.to_owned()],
        };
        provision(&app, &actor, &Provision { account, password: Some(PASSWORD.to_owned()) }).await.unwrap();
    }
    let router = Site::new(app.clone(), &HttpOptions::default()).router();
    TestSite { app, store, router }
}

impl TestSite {
    /// Sends a request as it is.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    /// Nobody.
    pub(crate) fn stranger(&self) -> Person<'_> {
        Person { site: self, cookie: None }
    }

    /// Somebody who has logged in.
    pub(crate) async fn person(&self, account: &str) -> Person<'_> {
        let mut person = self.stranger();
        let answer = person.log_in(account, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{account}: {}", String::from_utf8_lossy(&answer.body));
        person
    }
}

/// Somebody with a cookie.
#[derive(Clone)]
pub(crate) struct Person<'a> {
    site: &'a TestSite,
    cookie: Option<String>,
}

impl Person<'_> {
    /// Logs in and keeps the cookie.
    pub(crate) async fn log_in(&mut self, account: &str, password: &str) -> Answer {
        let answer = self.post("/session", &serde_json::json!({ "account": account, "password": password })).await;
        self.keep_cookie(&answer);
        answer
    }

    /// Does with the answer's cookie what a browser does.
    pub(crate) fn keep_cookie(&mut self, answer: &Answer) {
        if let Some(cookie) = answer.headers.get(header::SET_COOKIE) {
            self.cookie = Some(cookie.to_str().unwrap().split(';').next().unwrap().to_owned());
        }
    }

    /// The same with another cookie.
    pub(crate) fn with_cookie(&self, cookie: &str) -> Self {
        Self { site: self.site, cookie: Some(cookie.to_owned()) }
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(format!("/api/v1{path}")).header("sec-fetch-site", "same-origin");
        match &self.cookie {
            Some(cookie) => request.header(header::COOKIE, cookie),
            None => request,
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.site.send(self.request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.json("POST", path, body).await
    }

    pub(crate) async fn json(&self, method: &str, path: &str, body: &Value) -> Answer {
        let request = self.request(method, path).header(header::CONTENT_TYPE, "application/json");
        self.site.send(request.body(Body::from(body.to_string())).unwrap()).await
    }

    pub(crate) async fn empty(&self, method: &str, path: &str) -> Answer {
        self.site.send(self.request(method, path).body(Body::empty()).unwrap()).await
    }

    /// Brings a workbook in.
    pub(crate) async fn upload(&self, org: &str, period: &str, name: &str, content: &[u8]) -> Answer {
        self.form("/imports", &[("period", period), ("org_code", org)], name, content).await
    }

    /// Sends a file alone.
    pub(crate) async fn send_file(&self, path: &str, name: &str, content: &[u8]) -> Answer {
        self.form(path, &[], name, content).await
    }

    async fn form(&self, path: &str, fields: &[(&str, &str)], name: &str, content: &[u8]) -> Answer {
        let boundary = "----yinfeng-test";
        let mut body = Vec::new();
        for (field, value) in fields {
            body.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        body.extend_from_slice(
            format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n").as_bytes(),
        );
        body.extend_from_slice(content);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let request = self.request("POST", path).header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"));
        self.site.send(request.body(Body::from(body)).unwrap()).await
    }
}
