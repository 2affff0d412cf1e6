//! What bad files get: a sentence that says what, where and how to mend it, and nothing is kept.
use testkit::Town;

use crate::{
    count,
    town::{correct, figure, real, send, small, town_with},
};

/// Sends a file that cannot be taken; the sentence.
async fn refused(town: &Town, name: &str, bytes: &[u8]) -> String {
    let taro = town.as_staff("taro");
    let page = taro
        .upload("/plan/imports", &[], "file", name, bytes)
        .await
        .refused();
    assert_eq!(count(town, "plan_imports").await, 0, "{name}");
    page
}

#[tokio::test]
async fn each_kind_of_bad_file_has_its_sentence_and_keeps_nothing() {
    let town = town_with(&[]).await;
    let docx = real("docx");
    let locked = {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let nothing_below = "第２次汐見市職員育成プラン\n計画期間 令和６年度から令和８年度まで\n\
                         1 学び\n（1） 職場\n\t施策名\n\t目的\n\t内容\n\t所管課\n\n";
    let cases: [(&str, &[u8], &str); 8] = [
        ("空.docx", b"", "ファイルが空です"),
        ("計画.docx", b"%PDF-1.7 \n%%EOF", "PDFのため"),
        ("半分.docx", &docx[..docx.len() / 2], "途中で切れています"),
        ("鍵.docx", &locked, "パスワード"),
        ("絵.docx", b"\x89PNG\r\n\x1a\n0000", "画像のため"),
        (
            "頁.txt",
            b"<!doctype html><p>plan</p>",
            "ウェブページのため",
        ),
        (
            "日記.txt",
            "今日は晴れ。\n明日は雨。\n".as_bytes(),
            "計画として読める表が見つかりません",
        ),
        (
            "見出しだけ.txt",
            nothing_below.as_bytes(),
            "もう一度読み込んでください",
        ),
    ];

    for (name, bytes, sentence) in cases {
        let page = refused(&town, name, bytes).await;
        assert!(page.contains(sentence), "{name}: {page}");
        assert!(page.contains("error-summary"), "{name}");
    }
    let none = town
        .as_staff("taro")
        .post("/plan/imports", &[])
        .await
        .refused();
    assert!(none.contains("ファイルが選ばれていません"));
}

#[tokio::test]
async fn a_file_that_leaves_its_period_open_asks_and_is_answered() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let text = small("・組をつくる。", "人事課").replace(
        "令和６年度から令和８年度までを計画期間とします。",
        "これから定めます。",
    );
    let import = send(&taro, "計画.txt", text.as_bytes()).await;

    let question = taro.get(&import).await.ok();
    assert!(question.has("計画期間が見つかりません") && question.has("組での学び"));
    let path = format!("{import}/answers");
    let unread = taro.post(&path, &[("period", "いつか")]).await.refused();
    assert!(unread.contains("計画期間として読めません") && unread.contains("value=\"いつか\""));
    taro.post(&path, &[("period", "令和６～８年度")]).await.ok();

    let preview = taro.get(&import).await.ok();
    assert_eq!(figure(&preview, "施策"), "2");
    assert!(figure(&preview, "計画期間").contains("2024年度"));
}

#[tokio::test]
async fn the_same_file_sent_twice_is_one_import() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let text = small("・組をつくる。", "人事課");

    let first = send(&taro, "計画.txt", text.as_bytes()).await;
    correct(
        &taro,
        &format!("{first}/listings/1-1-1"),
        &[("name", "直した")],
    )
    .await
    .ok();
    let second = send(&taro, "計画.txt", text.as_bytes()).await;

    assert_eq!(first, second);
    assert!(taro.get(&second).await.has("直した"));
}

#[tokio::test]
async fn a_dropped_import_is_gone() {
    let town = town_with(&["人事課"]).await;
    let taro = town.as_staff("taro");
    let import = send(
        &taro,
        "計画.txt",
        small("・組をつくる。", "人事課").as_bytes(),
    )
    .await;

    taro.post(&format!("{import}/drop"), &[]).await.ok();

    assert_eq!(count(&town, "plan_imports").await, 0);
    taro.get(&import).await.forbidden();
}
