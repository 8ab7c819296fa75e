//! A city with two counties and a zone, and a person for each part.

use app::identity::{NewAccount, Provision, caller_of_account, provision};
use app::import::{CommitOptions, ImportView, NewFile, Reasons, bring_in};
use app::{App, AppError, Caller};
use testkit::{Actor, Engine, TestStore, fresh_store};

/// A fresh installation.
pub(crate) struct Ground {
    pub(crate) app: App,
    pub(crate) store: TestStore,
}

const ORGS: &str = "code,name,short_name,kind,parent_code,sort,valid_from,valid_to
141000,临汾市,临汾市,city,,0,2020-01-01,
SZSJ,临汾市招商局,市招商局,department,141000,1,2020-01-01,
141024,洪洞县,洪洞县,county,141000,10,2020-01-01,
141023,襄汾县,襄汾县,county,141000,11,2020-01-01,
HMJKQ,侯马经济开发区,侯马经开区,zone,141000,20,2020-01-01,
";

/// Makes the installation; the clock stands at 2026-10-01.
pub(crate) async fn ground(engine: Engine) -> Ground {
    let store = fresh_store(engine).await;
    let app = App::new(store.store.clone());
    let actor = Actor::system("测试");
    app::org::import_by_command(&app, &actor, ORGS.as_bytes()).await.unwrap();
    for (account, org, role) in [
        ("hongtong", "141024", "clerk"),
        ("xiangfen", "141023", "clerk"),
        ("houma", "HMJKQ", "clerk"),
        ("reviewer", "SZSJ", "city_reviewer"),
        ("office", "SZSJ", "office"),
        ("leader", "141000", "leader"),
    ] {
        let account = NewAccount {
            account: account.to_owned(),
            name: format!("测试{account}"),
            org_code: org.to_owned(),
            roles: vec![role.to_owned()],
        };
        let new = Provision { account, password: Some("Demo-2026-linfen".to_owned()) };
        provision(&app, &actor, &new).await.unwrap();
    }
    Ground { app, store }
}

impl Ground {
    /// The person with this account.
    pub(crate) async fn person(&self, account: &str) -> Caller {
        let mut caller = caller_of_account(&self.app, account).await.unwrap();
        caller.must_change_password = false;
        caller
    }

    /// Brings a workbook in as a person.
    pub(crate) async fn bring(
        &self,
        caller: &Caller,
        org: &str,
        period: &str,
        name: &str,
        content: Vec<u8>,
    ) -> Result<ImportView, AppError> {
        let file = NewFile { file_name: name.to_owned(), content, period: period.parse().unwrap(), org: org.to_owned(), history: false };
        bring_in(&self.app, caller, file).await
    }
}

/// A commit by somebody who has looked at what is told and lets it stand.
pub(crate) fn looked_at() -> CommitOptions {
    CommitOptions { reasons: Reasons::for_all("已核对"), ..CommitOptions::default() }
}

/// One of the sample ledgers.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/../sheets/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A small ledger as text.
pub(crate) fn ledger(rows: &[&str]) -> Vec<u8> {
    let head = "序号,项目名称,投资方,统一社会信用代码,总投资(万元),签约时间,开工时间,本月到位资金(万元),今年累计到位资金(万元)";
    std::iter::once(head).chain(rows.iter().copied()).collect::<Vec<_>>().join("\n").into_bytes()
}
