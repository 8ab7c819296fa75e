//! `yinfeng admin`: the first administrators, and a way back in when none can log in any more.

use anyhow::Result;
use app::identity::{NewAccount, Provision};
use store::Actor;

use crate::commands::print;
use crate::configuration::Configuration;
use crate::database;

#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// 新建管理员账号,初始密码只显示一次
    Create {
        /// 登录账号
        account: String,
        /// 姓名
        #[arg(long)]
        name: String,
        /// 所属机构代码
        #[arg(long)]
        org: String,
        /// 角色:系统、安全、审计三员分立,须由不同的人担任
        #[arg(long, value_enum)]
        role: Role,
    },
    /// 重置任一账号的密码并解除锁定,初始密码只显示一次
    ResetPassword {
        /// 登录账号
        account: String,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Role {
    /// 系统管理员:管理组织机构
    System,
    /// 安全管理员:管理账号
    Security,
    /// 审计管理员:查看审计日志
    Audit,
}

impl Role {
    const fn code(self) -> &'static str {
        match self {
            Self::System => "system_admin",
            Self::Security => "security_admin",
            Self::Audit => "audit_admin",
        }
    }
}

pub(crate) async fn run(configuration: &Configuration, command: Command) -> Result<()> {
    let app = database::open(configuration).await?;
    let actor = Actor::system("命令行");
    let made = match command {
        Command::Create { account, name, org, role } => {
            let account = NewAccount { account, name, org_code: org, roles: vec![role.code().to_owned()] };
            let new = Provision { account, password: None };
            app::identity::provision(&app, &actor, &new).await.map(|password| (new.account.account, password))
        }
        Command::ResetPassword { account } => {
            app::identity::reset_password_by_command(&app, &actor, &account).await.map(|password| (account, password))
        }
    };
    app.store.close().await?;
    let (account, password) = made?;
    print(&format!("账号:{account}\n初始密码:{password}\n请立即登录并修改密码;此密码不再显示。"))
}
