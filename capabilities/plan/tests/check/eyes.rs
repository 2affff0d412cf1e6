//! The second pair of eyes: who approves what somebody submitted, deputies among them.
use base::{Date, FAR_FUTURE, date};

use crate::town::*;

const TODAY: Date = date(2026, 4, 1);
const TOMORROW: Date = date(2026, 4, 2);
const HEAD_OF_11: (&str, Option<&str>) = ("head", Some("11"));

#[tokio::test]
async fn the_second_pair_of_eyes_is_somebody_elses_where_there_is_one() {
    let town = open_town().await;
    town.grant("yamada", "head", Some("11")).await;
    let (one, other) = (
        check_of(&town, "training", "11").await,
        check_of(&town, "talks", "12").await,
    );

    write_and_submit(&town, "yamada", &one, "研修をした。").await;
    assert!(
        press(&town, "yamada", &one, "approval", "")
            .await
            .refused()
            .contains("自分が提出した")
    );
    press(&town, "sato", &one, "approval", "").await.ok();

    // Tanaka heads the section alone: nobody else could.
    write_and_submit(&town, "tanaka", &other, "面談をした。").await;
    press(&town, "tanaka", &other, "approval", "").await.ok();
}

#[tokio::test]
async fn a_deputy_approves_in_the_heads_place() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    write_and_submit(&town, "hanako", &check, "研修をした。").await;
    town.deputise("yamada", "sato", HEAD_OF_11, TODAY, TOMORROW)
        .await;

    press(&town, "yamada", &check, "approval", "").await.ok();

    assert_eq!(state(&town, &check).await, "approved");
    let by = word(
        &town,
        "select by_staff from plan_check_steps where check_id = $1 and to_state = 'approved'",
        &check,
    );
    assert_eq!(by.await, "yamada");
    let path = format!("/plan/checks/{check}");
    let page = town.as_staff("hanako").get(&path).await.ok();
    assert!(page.has("yamada（satoの代理）"));
    let told = word(
        &town,
        "select detail from ledger_entries where subject_id = $1 and action = 'plan.check_approve' and not is_look",
        &check,
    );
    assert!(told.await.contains(r#""in_place_of":"sato""#));
}

#[tokio::test]
async fn who_heads_a_unit_and_stands_in_for_another_head_acts_in_their_place_there_only() {
    let town = open_town().await;
    let (own, other) = (
        check_of(&town, "talks", "12").await,
        check_of(&town, "training", "11").await,
    );
    town.deputise("tanaka", "sato", HEAD_OF_11, TODAY, FAR_FUTURE)
        .await;
    write_and_submit(&town, "suzuki", &own, "面談をした。").await;
    write_and_submit(&town, "hanako", &other, "研修をした。").await;

    press(&town, "tanaka", &own, "approval", "").await.ok();
    press(&town, "tanaka", &other, "approval", "").await.ok();

    let shown = async |check: &str| {
        let path = format!("/plan/checks/{check}");
        town.as_staff("mori").get(&path).await.ok().text()
    };
    assert!(!shown(&own).await.contains("の代理"));
    assert!(shown(&other).await.contains("tanaka（satoの代理）"));
}

#[tokio::test]
async fn nobody_is_asked_to_approve_what_they_submitted_themselves() {
    let town = open_town().await;
    town.grant("yamada", "head", Some("11")).await;
    let check = check_of(&town, "training", "11").await;
    write_and_submit(&town, "yamada", &check, "研修をした。").await;
    let pages = async |name: &str| {
        let visitor = town.as_staff(name);
        let home = visitor.get("/").await.ok();
        let list = visitor.get("/plan/my-checks").await.ok();
        let one = visitor.get(&format!("/plan/checks/{check}")).await.ok();
        (
            home.has(&format!("/plan/checks/{check}")),
            list.has(&format!("value=\"{check}:")),
            one.has(&format!("/plan/checks/{check}/approval")),
        )
    };

    assert_eq!(pages("yamada").await, (false, false, false));
    assert_eq!(pages("sato").await, (true, true, true));
}

#[tokio::test]
async fn a_deputyship_that_ended_today_approves_nothing() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    write_and_submit(&town, "hanako", &check, "研修をした。").await;
    town.deputise("jiro", "sato", HEAD_OF_11, date(2026, 3, 1), TODAY)
        .await;

    press(&town, "jiro", &check, "approval", "")
        .await
        .forbidden();
}

#[tokio::test]
async fn a_writer_who_stands_in_for_the_head_does_not_approve_what_they_submitted() {
    let town = open_town().await;
    town.deputise("hanako", "sato", HEAD_OF_11, TODAY, FAR_FUTURE)
        .await;
    let (one, other) = (
        check_of(&town, "training", "11").await,
        check_of(&town, "talks", "11").await,
    );
    write_and_submit(&town, "hanako", &one, "研修をした。").await;
    write_and_submit(&town, "jiro", &other, "面談をした。").await;

    let page = press(&town, "hanako", &one, "approval", "").await.refused();
    assert!(page.contains("自分が提出した"));
    // Ticked together, only the colleague's is approved.
    let hanako = town.as_staff("hanako");
    let ticks = [
        format!("{one}:{}", version(&hanako, &one).await),
        format!("{other}:{}", version(&hanako, &other).await),
    ];
    let fields = ticks.each_ref().map(|it| ("check", it.as_str()));
    let reply = hanako.post("/plan/my-checks/approvals", &fields).await.ok();
    assert!(reply.location().unwrap().ends_with("approved-some"));

    assert_eq!(state(&town, &one).await, "submitted");
    assert_eq!(state(&town, &other).await, "approved");
}

#[tokio::test]
async fn alone_behind_a_closed_account_a_deputy_does_not_approve_their_own_but_the_office_helps() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    town.deputise("hanako", "sato", HEAD_OF_11, TODAY, FAR_FUTURE)
        .await;
    write_and_submit(&town, "hanako", &check, "研修をした。").await;
    town.given(async |tx| {
        let sql = "update gate_accounts set is_disabled = $1 where staff_id = 'sato'";
        Ok(tx.execute(sql, db::params![true]).await.map(drop)?)
    })
    .await;

    press(&town, "hanako", &check, "approval", "")
        .await
        .refused();
    press(&town, "mori", &check, "withdrawal", "").await.ok();
    write_and_submit(&town, "mori", &check, "研修をした。").await;
    press(&town, "hanako", &check, "approval", "").await.ok();
}

#[tokio::test]
async fn a_deputy_does_not_approve_what_the_head_submitted() {
    let town = open_town().await;
    let check = check_of(&town, "training", "11").await;
    town.deputise("yamada", "sato", HEAD_OF_11, TODAY, FAR_FUTURE)
        .await;
    write_and_submit(&town, "sato", &check, "研修をした。").await;

    let page = press(&town, "yamada", &check, "approval", "")
        .await
        .refused();
    assert!(page.contains("提出した人の代理としては"));

    // Who also heads the bureau approves in their own right.
    town.grant("yamada", "head", Some("10")).await;
    press(&town, "yamada", &check, "approval", "").await.ok();
}
