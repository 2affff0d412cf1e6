//! A revised file of an adopted plan.
use base::date;
use plan::adopted;
use testkit::Town;

use crate::{
    count,
    town::{send, small, town_with},
};

/// A town with an adopted plan, in October of its second year.
async fn running() -> Town {
    let town = town_with(&["人事課", "研修課"]).await.on(date(2024, 3, 20));
    let taro = town.as_staff("taro");
    let import = send(
        &taro,
        "計画.txt",
        small("・組を編成する。", "人事課").as_bytes(),
    )
    .await;
    taro.post(&format!("{import}/adopt"), &[]).await.ok();
    town.on(date(2025, 10, 1))
}

/// The words of the changes that a page offers.
fn offered(page: &str) -> Vec<String> {
    page.split("name=\"change\" value=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_revised_file_shows_exactly_its_change() {
    let town = running().await;
    let taro = town.as_staff("taro");

    let revised = small("・組を年２回編成する。", "人事課");
    let import = send(&taro, "改定.txt", revised.as_bytes()).await;
    assert!(taro.get(&import).await.ok().has("改定として"));
    let page = taro.get(&format!("{import}/changes")).await.ok();

    assert_eq!(offered(&page.text()).len(), 1);
    assert!(page.has("1-1-1の内容が変わりました") && page.has("<ins>年２回</ins>"));
}

#[tokio::test]
async fn chosen_changes_are_taken_over_with_their_reason() {
    let town = running().await;
    let taro = town.as_staff("taro");
    let revised = small("・組を年２回編成する。", "研修課").replace("学びの記録", "学びの手帳");
    let import = send(&taro, "改定.txt", revised.as_bytes()).await;
    let path = format!("{import}/changes");
    let words = offered(&taro.get(&path).await.ok().text());
    assert_eq!(words.len(), 3);

    let without_reason = taro
        .post(&path, &[("change", &words[0]), ("owners_from", "R7.10.1")])
        .await
        .refused();
    assert!(without_reason.contains("改定の理由が空です") && without_reason.contains(" checked"));
    let mut sent = vec![("reason", "機会を増やすため"), ("owners_from", "R7.10.1")];
    sent.extend(words.iter().map(|it| ("change", it.as_str())));
    taro.post(&path, &sent).await.ok();

    let plan = town
        .look(async |tx| Ok(adopted::current(tx, date(2025, 10, 1)).await?.unwrap()))
        .await;
    let listings = &plan.fields[0].directions[0].listings;
    assert_eq!(listings[0].contents[0].text, "組を年２回編成する。");
    assert_eq!(listings[1].name, "学びの手帳");
    let owners: Vec<_> = plan.measures[0]
        .owners
        .iter()
        .map(|it| (it.mark.as_str(), it.starts_on, it.ends_on))
        .collect();
    assert_eq!(
        owners,
        [
            ("人事課", date(2024, 4, 1), date(2025, 10, 1)),
            ("研修課", date(2025, 10, 1), base::FAR_FUTURE),
        ]
    );
    assert_eq!(count(&town, "plan_revisions").await, 2);
    let history = town.as_staff("hanako").get("/plan/history").await.ok();
    assert!(history.has("学びの手帳") && history.has("機会を増やすため"));
    assert_eq!(offered(&taro.get(&path).await.ok().text()).len(), 0);
}

#[tokio::test]
async fn a_page_opened_before_the_plan_changed_takes_nothing_over() {
    let town = running().await;
    let taro = town.as_staff("taro");
    let import = send(
        &taro,
        "改定.txt",
        small("・組を年２回編成する。", "人事課").as_bytes(),
    )
    .await;
    let path = format!("{import}/changes");
    let words = offered(&taro.get(&path).await.ok().text());
    town.given(async |tx| {
        let sql = "update plan_lines set text = '・組を月に１回編成する。' where kind = 'content' and position = 1 and listing_id in
                   (select id from plan_listings where key = '1-1-1')";
        tx.execute(sql, vec![]).await?;
        Ok(())
    })
    .await;

    let sent = [
        ("change", words[0].as_str()),
        ("reason", "理由"),
        ("owners_from", "R7.10.1"),
    ];
    let refused = taro.post(&path, &sent).await.refused();

    assert!(refused.contains("画面を開いた後に"));
    assert_eq!(count(&town, "plan_revisions").await, 0);
}

#[tokio::test]
async fn a_measure_with_a_result_is_not_taken_out() {
    let town = running().await;
    let taro = town.as_staff("taro");
    town.given(async |tx| {
        let sql = "insert into plan_results (measure_id, year, progress, achievement, done_text, learned_text, next_text, version)
                   select id, 2024, 'completed', 'achieved', '', '', '', 1 from plan_measures where key = '1-1-2'";
        tx.execute(sql, vec![]).await?;
        Ok(())
    })
    .await;
    let whole = small("・組を編成する。", "人事課");
    let revised = whole.split("\t学びの記録").next().unwrap();
    let import = send(&taro, "改定.txt", revised.as_bytes()).await;
    let path = format!("{import}/changes");
    let words = offered(&taro.get(&path).await.ok().text());

    let sent = [
        ("change", words[0].as_str()),
        ("reason", "やめるため"),
        ("owners_from", "R7.10.1"),
    ];
    let refused = taro.post(&path, &sent).await.refused();

    assert!(refused.contains("「学びの記録」には工程や点検などの記録がある"));
    assert_eq!(count(&town, "plan_measures").await, 2);
}
