//! Nobody appoints themselves by a file.
use testkit::Town;

use super::files::{STAFF, UNITS, taken_over};

const POSTS: &str = "職員番号,所属コード,発令区分,職名,級,所属長,発令日\n";

/// Hanako heads 人事課 and holds a role by which she may import.
async fn town_with_hanako(role: &str) -> (Town, String) {
    let town = Town::new(&[&crate::CAPABILITY]).await;
    town.person("hanako").await;
    let number = town.number_of("hanako").unwrap();
    taken_over(&town.app.db, UNITS).await;
    taken_over(&town.app.db, &STAFF.replace("0001001", &number)).await;
    town.grant("hanako", role, None).await;
    (town, number)
}

#[tokio::test]
async fn nobody_makes_themselves_a_head_or_changes_a_post_of_theirs() {
    for role in ["hr", "system_administrator"] {
        let (town, number) = town_with_hanako(role).await;
        let hanako = town.as_staff("hanako");
        for post in [
            "20,兼務,局長,9,○,2026-04-01",
            "100102,主務,主任,3,,2026-04-01",
        ] {
            let file = format!("{POSTS}{number},{post}\n");

            let page = hanako
                .upload("/import", &[], "file", "me.csv", file.as_bytes())
                .await
                .refused();

            assert!(
                page.contains("自分の発令は、自分では取り込めません"),
                "{page}"
            );
            assert!(!page.contains("action=\"/import/"));
        }
    }
}

#[tokio::test]
async fn somebody_else_may_bring_the_post_and_ones_own_unchanged_one_is_no_hindrance() {
    let (town, number) = town_with_hanako("hr").await;
    town.grant("jinji", "hr", None).await;
    let head = format!("{POSTS}{number},20,兼務,局長,9,○,2026-04-01\n");
    let same = format!(
        "{POSTS}{number},100101,主務,課長,7,○,2024-04-01\n0001004,100102,主務,主事,1,,2026-04-01\n"
    );

    for (name, file) in [("jinji", &head), ("hanako", &same)] {
        let who = town.as_staff(name);
        let page = who
            .upload("/import", &[], "file", "posts.csv", file.as_bytes())
            .await
            .ok();
        let token = page.between("action=\"/import/", "\"").unwrap();
        who.post(&format!("/import/{token}"), &[]).await.ok();
    }
}

#[tokio::test]
async fn the_system_administrator_brings_files_until_the_personnel_section_has_somebody() {
    let (town, _) = town_with_hanako("system_administrator").await;
    let hanako = town.as_staff("hanako");
    let file = format!("{POSTS}0001004,20,兼務,局長,9,○,2026-04-01\n");
    let bring = async || {
        hanako
            .upload("/import", &[], "file", "posts.csv", file.as_bytes())
            .await
    };

    let checked = bring().await.ok();
    let token = checked.between("action=\"/import/", "\"").unwrap();
    town.grant("jinji", "hr", None).await;

    let late = hanako.post(&format!("/import/{token}"), &[]).await;
    assert!(late.refused().contains("人事課に頼んでください"));
    assert!(bring().await.refused().contains("人事課に頼んでください"));
}

#[tokio::test]
async fn whoever_holds_both_roles_goes_on_bringing_files() {
    let (town, _) = town_with_hanako("system_administrator").await;
    town.grant("hanako", "hr", None).await;
    let file = format!("{POSTS}0001004,20,兼務,局長,9,○,2026-04-01\n");

    let hanako = town.as_staff("hanako");
    let page = hanako
        .upload("/import", &[], "file", "posts.csv", file.as_bytes())
        .await;

    page.ok();
}
