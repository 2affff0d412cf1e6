//! Draws every part on one page, in both languages, to look at: `cargo run -p web --example gallery -- FOLDER`.
//!
//! The folder then holds `ja.html`, `en.html`, `sign-in.html` and the files under `assets/`; serve it with any web server.
use std::{env, error::Error, fs, path::PathBuf, sync::Arc};

use askama::Template;
use web::{
    Lang, Link, NavItem, Page, TextSize, Texts, User, Who,
    assets::WORDS,
    chart::{Chart, Fill, Frame, Part, Scale, StackedBars, StackedRow, at_two_widths},
    form::{Answer, Choice, ErrorSummary, Field, FormState},
    table::{Column, Head, Pager, TableState},
};

struct Task {
    href: String,
    label: String,
    help: String,
    due: String,
    tone: &'static str,
    word: String,
}

struct Person {
    number: &'static str,
    name: &'static str,
    kana: &'static str,
    unit: &'static str,
    hours: i64,
    tone: &'static str,
    word: String,
}

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    page: Page,
    summary: ErrorSummary,
    fields: Vec<Field>,
    kinds: Field,
    answers: Vec<Answer>,
    state: TableState,
    filters: Vec<Field>,
    heads: Vec<Head>,
    exports: Vec<Link>,
    pager: Pager,
    people: Vec<Person>,
    tasks: Vec<Task>,
    tabs: Vec<NavItem>,
    tones: Vec<(&'static str, String)>,
    chart: Chart,
}

#[derive(Template)]
#[template(path = "gallery_sign_in.html")]
struct SignIn {
    page: Page,
    fields: Vec<Field>,
}

#[derive(Template)]
#[template(path = "error.html")]
struct Failure {
    page: Page,
    sentence: String,
    mend: Option<String>,
    reference: Option<String>,
    home_href: String,
}

fn page(texts: &Arc<Texts>, lang: Lang, size: TextSize) -> Page {
    let mut page =
        Page::new(texts.clone(), lang, size, "/gallery".to_owned()).headed("部品の見本 Gallery");
    page.user = Some(User {
        name: "汐見 花子".into(),
        number: "0012345".into(),
        roles: vec!["所属長".into(), "研修担当".into()],
    });
    page.csrf = "token".into();
    page.nav = [
        "ホーム",
        "やること",
        "計画",
        "研修",
        "職員",
        "組織",
        "キャリア",
        "人事評価",
        "アンケート",
        "相談窓口",
        "設定",
    ]
    .iter()
    .enumerate()
    .map(|(index, label)| nav(label, index == 2, (index == 1).then_some(12)))
    .collect();
    page.breadcrumbs = vec![link("ホーム"), link("計画")];
    page.notice = Some("令和8年度の点検を保存しました。".into());
    page.who_can_see = Some(Who {
        can: "人事課（全庁）、所属長（所属とその下の組織）、本人".into(),
        cannot: "システム管理者、ほかの職員".into(),
    });
    page
}

fn nav(label: &str, is_current: bool, count: Option<i64>) -> NavItem {
    NavItem {
        href: "#main".into(),
        label: label.into(),
        is_current,
        count,
    }
}

fn link(label: &str) -> Link {
    Link {
        href: "#main".into(),
        label: label.into(),
    }
}

fn gallery(page: Page) -> Gallery {
    let mut form = FormState::new()
        .with("starts_on", "令和8年13月1日")
        .with("summary", "若手の研修を見直し、職場での実践を加える。");
    form.refuse(
        "starts_on",
        "開始日「令和8年13月1日」は日付ではありません。例のように書いてください。",
    );
    form.refuse("kind", "種別を選んでください。");
    let choices = || {
        vec![
            Choice::new("a", "通常の施策"),
            Choice::new("b", "検討する施策").help("問い、選択肢、決定の順に進みます。"),
            Choice::new("c", "再掲"),
        ]
    };
    let fields = [
        Field::text("title", "施策の名称")
            .required()
            .help("計画書にあるとおりに書きます。")
            .max_length(80),
        Field::date(&page, "starts_on", "開始日").required(),
        Field::area("summary", "取り組んだこと"),
        Field::select("owner", "担当課", choices()).value("b"),
        Field::digits("number", "職員番号"),
        Field::check("is_public", "全職員に公表する")
            .help("公表すると、取り消すまで全員が見られます。"),
        Field::file("plan", "計画のファイル", ".docx,.xlsx,.txt")
            .help("Word、Excel、テキスト。20MBまで。"),
        Field::checkboxes("years", "年度", choices()),
    ]
    .map(|it| form.fill(it))
    .into();
    let columns = [
        Column::new("number", "職員番号").sortable(),
        Column::new("name", "氏名").sortable(),
        Column::new("unit", "所属"),
        Column::new("hours", "時間外").sortable().numeric(),
        Column::new("state", "状態"),
        Column::new("progress", "進み"),
    ];
    let uri = "/gallery?sort=name&q=%E8%8A%B1&page=3"
        .parse()
        .expect("the address is written here");
    let state = TableState::of(&uri, &columns, &["q", "state"]);
    let tones = [
        "todo", "doing", "partial", "done", "waiting", "returned", "warning", "late", "none",
    ]
    .map(|tone| (tone, page.t(&format!("web-status-{tone}")).into_owned()))
    .into_iter()
    .chain([("locked", page.t("web-status-frozen").into_owned())])
    .collect();
    let filters = vec![
        Field::search("q", page.t("web-search")).value(state.filter("q")),
        Field::select(
            "state",
            page.t("web-state"),
            vec![
                Choice::new("", page.t("web-filter-all")),
                Choice::new("a", "取組中"),
            ],
        ),
    ];
    let tasks = [
        ("late", "4月30日", "令和8年度の自己点検を書く"),
        ("doing", "5月15日", "山田さんの下書きを確かめる"),
        ("todo", "6月1日", "ハラスメント防止研修を受ける"),
    ]
    .map(|(tone, due, label)| Task {
        href: "#main".into(),
        label: label.into(),
        help: "人材育成・活用アクションプラン 2-2-1".into(),
        due: format!("{}：{due}", page.t("web-due")),
        tone,
        word: page.t(&format!("web-status-{tone}")).into_owned(),
    })
    .into();
    Gallery {
        summary: form.summary(),
        kinds: form.fill(
            Field::radios("kind", "種別", choices())
                .required()
                .help("一つ選んでください。"),
        ),
        answers: vec![
            Answer::new("施策の名称", "中堅職員の育成指導能力の強化").change("#main"),
            Answer::new("取り組んだこと", "研修を2回行った。\n受講者は48人だった。")
                .change("#main"),
            Answer::new("備考", "").change("#main"),
        ],
        heads: state.heads(&columns),
        exports: state.exports(&page),
        pager: state.pager(50, true, Some(8_000)),
        state,
        filters,
        fields,
        people: [
            (
                "0012345",
                "髙橋 花子",
                "たかはし はなこ",
                "総務局 人事部 人材育成課",
                12,
                "done",
            ),
            (
                "0012346",
                "山﨑 太郎",
                "やまざき たろう",
                "市民局 窓口課",
                48,
                "warning",
            ),
            (
                "0012347",
                "齋藤 一",
                "",
                "海浜区役所 保健福祉課",
                81,
                "late",
            ),
            (
                "0012348",
                "渡邉 さくら",
                "わたなべ さくら",
                "消防局 警防部",
                0,
                "todo",
            ),
        ]
        .map(|(number, name, kana, unit, hours, tone)| Person {
            number,
            name,
            kana,
            unit,
            hours,
            tone,
            word: page.t(&format!("web-status-{tone}")).into_owned(),
        })
        .into(),
        tasks,
        tabs: vec![
            nav("概要", true, None),
            nav("工程", false, Some(4)),
            nav("点検", false, None),
            nav("履歴", false, None),
        ],
        tones,
        chart: chart(),
        page,
    }
}

fn chart() -> Chart {
    let rows = [
        ("人を集め育てる", [9, 3, 1]),
        ("学びを支える", [12, 2, 0]),
        ("力を合わせる", [10, 5, 2]),
        ("健やかに働く", [11, 1, 1]),
    ];
    let bars = StackedBars {
        row_heading: "分野",
        parts: [
            ("完了", Fill::Solid),
            ("取組中", Fill::Stripes),
            ("未着手", Fill::Empty),
        ]
        .map(|(name, fill)| Part { name, fill })
        .into(),
        rows: rows
            .iter()
            .map(|(label, counts)| StackedRow {
                label,
                note: "",
                counts: counts.to_vec(),
            })
            .collect(),
        scale: Scale::Count,
    };
    let frame = Frame {
        id: "fields",
        title: "分野ごとの進み",
        description: "四つの分野の施策の数を状態ごとに示す。",
        width: 900,
    };
    at_two_widths(&frame, |frame| bars.draw(frame))
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::args().nth(1).ok_or("name the folder to write to")?);
    fs::create_dir_all(&folder)?;
    let texts = Arc::new(Texts::new([&WORDS]));
    for (name, lang, size) in [
        ("ja", Lang::Ja, TextSize::Medium),
        ("en", Lang::En, TextSize::Medium),
        ("large", Lang::Ja, TextSize::Large),
        ("small", Lang::Ja, TextSize::Small),
    ] {
        fs::write(
            folder.join(format!("{name}.html")),
            gallery(page(&texts, lang, size)).render()?,
        )?;
    }
    let mut bare = page(&texts, Lang::Ja, TextSize::Medium).headed("サインイン");
    (bare.nav, bare.user, bare.notice, bare.who_can_see) = (Vec::new(), None, None, None);
    let fields = vec![
        Field::text("number", "職員番号")
            .required()
            .autocomplete("username")
            .width("width-16"),
        Field::password("password", "パスワード", "current-password")
            .required()
            .width("width-16"),
    ];
    fs::write(
        folder.join("sign-in.html"),
        SignIn { page: bare, fields }.render()?,
    )?;
    let mut failed = page(&texts, Lang::Ja, TextSize::Medium).titled("web-error-title");
    failed.notice = None;
    let sentence = failed.t("web-error-not-found").into_owned();
    let failure = Failure {
        page: failed,
        sentence,
        mend: None,
        reference: Some("0198-7F3A".into()),
        home_href: "/".into(),
    };
    fs::write(folder.join("error.html"), failure.render()?)?;
    web::assets::write_to(&folder)?;
    Ok(())
}
