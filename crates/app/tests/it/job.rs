//! Long work as its owner meets it.

use std::time::Duration;

use app::job::{Begun, NewJob, Output, Progress, begin, cancel, file, show};
use app::{AppError, Caller};
use domain::job::{JobKind, JobState};
use rstest::rstest;
use testkit::Engine;

use crate::ground::{Ground, ground};

const EXPORT: NewJob = NewJob { kind: JobKind::Export, subject: None, total: Some(3) };
const LONG: Duration = Duration::from_secs(20);

async fn start<F>(ground: &Ground, caller: &Caller, work: impl FnOnce(Progress) -> F + Send + 'static) -> Begun
where
    F: Future<Output = Result<Output, AppError>> + Send + 'static,
{
    begin(&ground.app, caller, EXPORT, work).await.unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_job_tells_how_far_it_has_come_and_gives_its_file_to_its_owner_alone(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let owner = ground.person("hongtong").await;
    let (go, wait) = tokio::sync::oneshot::channel::<()>();
    let begun = start(&ground, &owner, |progress| async move {
        progress.advance(2);
        wait.await.unwrap();
        progress.advance(1);
        Ok(Output { result: serde_json::json!({ "rows": 3 }), file: Some(("表.csv".into(), "text/csv".into(), b"a,b".to_vec())) })
    })
    .await;
    let id = begun.id;
    let mut seen = show(&ground.app, &owner, id).await.unwrap().job;
    while seen.done < 2 {
        tokio::time::sleep(Duration::from_millis(20)).await;
        seen = show(&ground.app, &owner, id).await.unwrap().job;
    }
    assert_eq!((seen.state, seen.done, seen.total), (JobState::Running, 2, Some(3)));
    go.send(()).unwrap();
    assert!(begun.ended_within(LONG).await);
    let ended = show(&ground.app, &owner, id).await.unwrap();
    assert_eq!((ended.job.state, ended.job.done), (JobState::Done, 3));
    assert_eq!(ended.result.unwrap()["rows"], 3);
    assert_eq!(file(&ground.app, &owner, id).await.unwrap(), ("表.csv".into(), "text/csv".into(), b"a,b".to_vec()));
    for other in ["reviewer", "xiangfen"] {
        let other = ground.person(other).await;
        assert!(matches!(show(&ground.app, &other, id).await, Err(AppError::NotFound)));
        assert!(matches!(file(&ground.app, &other, id).await, Err(AppError::NotFound)));
        assert!(matches!(cancel(&ground.app, &other, id).await, Err(AppError::NotFound)));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_is_cancelled_stops_and_says_so(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let ground = ground(engine).await;
    let owner = ground.person("hongtong").await;
    let begun = start(&ground, &owner, |progress| async move {
        loop {
            progress.check()?;
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let id = begun.id;
    assert!(cancel(&ground.app, &owner, id).await.unwrap().job.stop);
    assert!(begun.ended_within(LONG).await);
    assert_eq!(show(&ground.app, &owner, id).await.unwrap().job.state, JobState::Cancelled);
    let again = cancel(&ground.app, &owner, id).await.unwrap_err();
    assert_eq!(again.code(), "job_ended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_fails_says_why_in_words_and_one_that_panics_gives_nothing_away() {
    let ground = ground(Engine::Sqlite).await;
    let owner = ground.person("hongtong").await;
    let refused = start(&ground, &owner, |_| async { Err(AppError::invalid("/file", "encrypted", "文件有密码,请先取消密码")) }).await;
    let panicked = start(&ground, &owner, |_| async { panic!("secret") }).await;
    let (refused_id, panicked_id) = (refused.id, panicked.id);
    assert!(refused.ended_within(LONG).await && panicked.ended_within(LONG).await);
    let refused = show(&ground.app, &owner, refused_id).await.unwrap();
    assert_eq!(refused.job.state, JobState::Failed);
    assert_eq!(refused.fault.unwrap().message, "文件有密码,请先取消密码");
    let panicked = show(&ground.app, &owner, panicked_id).await.unwrap();
    assert_eq!(panicked.job.state, JobState::Failed);
    assert!(!panicked.fault.unwrap().message.contains("secret"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_whose_program_stopped_is_told_as_failed() {
    let ground = ground(Engine::Sqlite).await;
    let owner = ground.person("hongtong").await;
    let (user, org) = (owner.user, owner.org);
    // What a process leaves that dies in the middle of a job.
    let actor = owner.actor();
    let left = ground.store.write::<_, AppError>(&actor, move |tx| {
        Box::pin(async move { Ok(store::job::begin(tx, user, org, JobKind::Export, None, Some(3)).await?) })
    });
    let id = left.await.unwrap().id;
    assert_eq!(show(&ground.app, &owner, id).await.unwrap().job.state, JobState::Running);
    ground.store.clock.advance(chrono::TimeDelta::minutes(2));
    let seen = show(&ground.app, &owner, id).await.unwrap();
    assert_eq!(seen.job.state, JobState::Failed);
    assert_eq!(seen.fault.unwrap().code, "job_died");
}
