//! Files taken over on the page, and taken out.
use super::{pages::id_of, town};

const FILE: &str = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日\n0003001,新人　一子,シンジン　イチコ,2003-05-05,常勤,2026-04-01\n";

/// Where the checked file can be taken over.
fn commit_path(page: &testkit::Reply) -> String {
    format!(
        "/import/{}",
        page.between("action=\"/import/", "\"")
            .expect("the page offers to take it over")
    )
}

#[tokio::test]
async fn a_checked_file_is_taken_over_as_it_was_checked() {
    let town = town().await;
    let jinji = town.as_staff("jinji");

    let checked = jinji
        .upload("/import", &[], "file", "new.csv", FILE.as_bytes())
        .await
        .ok();
    assert!(checked.has("まだ何も変わっていません") && checked.has("追加 1"));
    assert!(!jinji.get("/staff?q=0003001").await.ok().has("新人"));
    let commit = commit_path(&checked);
    jinji.post(&commit, &[]).await.ok();
    assert!(jinji.get("/staff?q=0003001").await.ok().has("新人"));
    id_of(&town, "0003001").await;

    let again = jinji.post(&commit, &[]).await.refused();
    assert!(
        again.contains("確かめたファイルが残っていません"),
        "a double click takes nothing over twice"
    );
    let same = jinji
        .upload("/import", &[], "file", "new.csv", FILE.as_bytes())
        .await
        .ok();
    assert!(
        same.has("変わるところもありません") && same.between("action=\"/import/", "\"").is_none()
    );
}

#[tokio::test]
async fn a_file_with_faults_shows_each_row_and_its_mend() {
    let town = town().await;
    let jinji = town.as_staff("jinji");
    let bad = FILE.replace("2003-05-05", "5.5.5");

    let page = jinji
        .upload("/import", &[], "file", "new.csv", bad.as_bytes())
        .await
        .refused();
    assert!(
        page.contains("1件の問題")
            && page.contains("生年月日")
            && page.contains("5.5.5")
            && page.contains("どの元号か")
    );
    assert!(!page.contains("action=\"/import/"));
    let page = jinji
        .upload("/import", &[], "file", "x.pdf", b"%PDF-1.7 rest")
        .await
        .refused();
    assert!(page.contains("CSVでもExcel"));
    let page = jinji
        .upload("/import", &[], "file", "", b"")
        .await
        .refused();
    assert!(page.contains("ファイルを選んでください"));
    town.as_staff("taro")
        .upload("/import", &[], "file", "new.csv", FILE.as_bytes())
        .await
        .forbidden();
}

#[tokio::test]
async fn the_second_of_two_who_import_at_once_is_asked_to_check_again() {
    let town = town().await;
    town.grant("jinko", "hr", None).await;
    let (one, other) = (town.as_staff("jinji"), town.as_staff("jinko"));
    let renamed = FILE.replace("新人　一子", "新人　二子");

    let first = one
        .upload("/import", &[], "file", "a.csv", FILE.as_bytes())
        .await
        .ok();
    let second = other
        .upload("/import", &[], "file", "b.csv", renamed.as_bytes())
        .await
        .ok();
    one.post(&commit_path(&first), &[]).await.ok();

    let refused = other.post(&commit_path(&second), &[]).await.refused();
    assert!(refused.contains("ほかの人が職員または組織を変えました"));
    assert!(other.get("/staff?q=0003001").await.ok().has("新人　一子"));
    one.post(&commit_path(&second), &[]).await.refused();
}

#[tokio::test]
async fn personnel_takes_everything_out_as_a_file() {
    let town = town().await;
    let jinji = town.as_staff("jinji");

    assert!(
        jinji
            .get("/export?kind=units&format=utf8")
            .await
            .ok()
            .has("人材育成部")
    );
    assert!(
        !jinji
            .get("/export?kind=staff&format=xlsx")
            .await
            .ok()
            .bytes()
            .is_empty()
    );
    jinji
        .get("/export?kind=secrets&format=utf8")
        .await
        .forbidden();
    town.as_staff("taro")
        .get("/export?kind=units&format=utf8")
        .await
        .forbidden();
}
