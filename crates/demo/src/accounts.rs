//! The people of the demonstration.

use app::demonstration::{Demonstration, DemonstrationAccount, declare};
use app::identity::{NewAccount, Provision, provision};
use app::{App, AppError};
use store::Actor;

use crate::world::World;

/// The one password of the demonstration, printed and good for nothing else.
pub const PASSWORD: &str = "Linfen-Demo-2026";

/// Account, name, organisation, role, and the role's name on the log-in page.
const SHOWN: [(&str, &str, &str, &str, &str); 9] = [
    ("hongtong", "卫晓岚", "141024-ZS", "clerk", "单位填报员"),
    ("hongtong.ju", "石绍安", "141024-ZS", "county_bureau", "县区招商局"),
    ("houma", "郭雨桐", "HMJKQ-ZS", "clerk", "开发区填报员"),
    ("shenhe", "贾明远", "141000-ZS", "city_reviewer", "市招商局审核人"),
    ("lingdao", "演示领导", "141000", "leader", "领导"),
    ("bangong", "宁静怡", "141000-ZS", "office", "市招商局办公室"),
    ("xitong", "柴志勇", "141000-ZS", "system_admin", "系统管理员"),
    ("anquan", "段文静", "141000-ZS", "security_admin", "安全管理员"),
    ("shenji", "樊立新", "141000-KH", "audit_admin", "审计管理员"),
];

/// The account of a unit's clerk who brings in its ledgers.
pub(crate) fn clerk_of(code: &str) -> String {
    match code {
        "141024" => "hongtong".to_owned(),
        "HMJKQ" => "houma".to_owned(),
        code => format!("tb.{}", code.to_lowercase()),
    }
}

/// The account that keeps organisations and boundaries.
pub(crate) const KEEPER: &str = "xitong";

/// The account that decides, and its fellow who issues bulletins.
pub(crate) const REVIEWER: &str = "shenhe";

/// Makes all accounts and declares the database a demonstration.
pub(crate) async fn create(app: &App, world: &World) -> Result<(), AppError> {
    let actor = Actor::system("演示");
    for (account, name, org, role, _) in SHOWN {
        make(app, &actor, account, name, org, role).await?;
    }
    for unit in world.units {
        let account = clerk_of(unit.code);
        if account.starts_with("tb.") {
            make(app, &actor, &account, &format!("{}填报员", unit.name), &format!("{}-ZS", unit.code), "clerk").await?;
        }
    }
    Ok(())
}

/// Says on the log-in page what this database is.
pub(crate) async fn announce(app: &App) -> Result<Demonstration, AppError> {
    let orgs = store::org::directory(&app.store.read()).await?;
    let name = |code: &str| orgs.values().find(|org| org.code == code).map_or_else(String::new, |org| org.name.clone());
    let accounts = SHOWN.iter().map(|(account, person, org, _, role)| DemonstrationAccount {
        account: (*account).to_owned(),
        name: (*person).to_owned(),
        org: name(org),
        role: (*role).to_owned(),
    });
    let demonstration = Demonstration { accounts: accounts.collect(), password: PASSWORD.to_owned() };
    declare(app, &demonstration).await?;
    Ok(demonstration)
}

async fn make(app: &App, actor: &Actor, account: &str, name: &str, org: &str, role: &str) -> Result<(), AppError> {
    let account = NewAccount { account: account.to_owned(), name: name.to_owned(), org_code: org.to_owned(), roles: vec![role.to_owned()] };
    provision(app, actor, &Provision { account, password: Some(PASSWORD.to_owned()) }).await.map(|_| ())
}
