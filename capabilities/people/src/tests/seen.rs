//! Files that were written out, on the page of those who were in them.
use base::date;
use testkit::Town;

use super::{files::taken_over, pages::id_of, town};

const TARO: &str = "0001002";
const HANAKO: &str = "0001001";
const SAKURA: &str = "0001004";

/// What the auditor reads of the looks at somebody.
async fn looks(town: &Town, number: &str) -> String {
    town.grant("kansa", "auditor", None).await;
    let path = format!("/staff/{}/looks", id_of(town, number).await);
    town.as_staff("kansa").get(&path).await.ok().text()
}

async fn opens(town: &Town, name: &str, path: &str) {
    town.as_staff(name).get(path).await.ok();
}

#[tokio::test]
async fn an_export_of_everybody_is_on_everybodys_page_and_the_list_on_the_screen_is_not() {
    let town = town().await;
    opens(&town, "jinji", "/staff").await;
    opens(&town, "jinji", "/export?kind=units&format=utf8").await;
    for number in [TARO, SAKURA] {
        assert!(
            looks(&town, number)
                .await
                .contains("まだだれも見ていません")
        );
    }

    opens(&town, "jinji", "/export?kind=staff&format=utf8").await;
    opens(&town, "jinji", "/staff?format=csv").await;

    for number in [TARO, SAKURA] {
        let looks = looks(&town, number).await;
        assert!(
            looks.contains("全職員の記録をファイルに書き出した"),
            "{looks}"
        );
        assert!(
            looks.contains("在職する全職員の一覧をファイルに書き出した"),
            "{looks}"
        );
        assert!(!looks.contains("とは限りません"), "{looks}");
    }
}

#[tokio::test]
async fn an_export_of_a_unit_is_on_the_pages_of_those_who_are_in_it_or_below_that_day() {
    let town = town().await;
    opens(&town, "jinji", "/staff?unit=1001&format=xlsx").await;

    let of_unit = "人材育成部の職員の一覧をファイルに書き出した";
    for (number, is_in_it) in [(TARO, true), (HANAKO, true), (SAKURA, false)] {
        assert_eq!(
            looks(&town, number).await.contains(of_unit),
            is_in_it,
            "{number}"
        );
    }

    taken_over(
        &town.app.db,
        &format!("職員番号,組織コード,職名,発令日\n{SAKURA},1001,主事,2026-10-01\n"),
    )
    .await;
    assert!(
        !looks(&town, SAKURA).await.contains(of_unit),
        "she comes later"
    );
    let town = town.on(date(2026, 10, 1));
    opens(&town, "jinji", "/staff?unit=1001&format=xlsx").await;
    assert!(looks(&town, SAKURA).await.contains(of_unit));
}

#[tokio::test]
async fn a_head_takes_the_list_of_the_own_unit_along() {
    let town = town().await;
    town.grant("kacho", "head", Some("100102")).await;
    opens(&town, "kacho", "/staff?format=csv").await;

    assert!(looks(&town, TARO).await.contains("人材育成課の職員の一覧"));
    assert!(!looks(&town, HANAKO).await.contains("職員の一覧をファイル"));
}

#[tokio::test]
async fn a_search_makes_it_open_who_was_in_the_file_and_an_empty_file_reaches_nobody() {
    let town = town().await;
    opens(&town, "jinji", "/staff?q=nobody&format=csv").await;
    assert!(!looks(&town, TARO).await.contains("ファイルに書き出した"));

    opens(&town, "jinji", "/staff?q=0001002&format=csv").await;

    let looks = looks(&town, SAKURA).await;
    assert!(
        looks.contains("この職員が入っていたとは限りません"),
        "{looks}"
    );
}

#[tokio::test]
async fn the_directory_as_a_file_is_no_look_at_a_record() {
    let town = town().await;
    opens(&town, "sakura", "/directory?format=csv").await;

    assert!(looks(&town, TARO).await.contains("まだだれも見ていません"));
}

#[tokio::test]
async fn a_look_of_a_deputy_names_whom_they_stand_in_for() {
    let town = town().await;
    let (from, until) = (date(2000, 4, 1), base::FAR_FUTURE);
    town.deputise("rin", "jinji", ("hr", None), from, until)
        .await;
    let path = format!("/staff/{}", id_of(&town, TARO).await);
    opens(&town, "rin", &path).await;

    let looks = looks(&town, TARO).await;

    assert!(looks.contains("（jinjiの代理）"), "{looks}");
}
