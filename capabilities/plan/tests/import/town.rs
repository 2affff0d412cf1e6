//! A town with a plan office, an organisation and files on the table.
use std::path::Path;

use db::params;
use plan::{ImportedPlan, import_dry_run};
use testkit::{Reply, Town, Visitor};

/// The bytes of a real plan in one of the three forms in which a city has it.
pub(crate) fn real(form: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/plans")
        .join(format!("chiba-first.{form}"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A small plan of a made-up city as a text file, with what a test puts in.
pub(crate) fn small(content: &str, owner: &str) -> String {
    format!(
        "第２次汐見市職員育成プラン\n\
         計画期間\n令和６年度から令和８年度までを計画期間とします。\n\
         1 学びのしくみ\n（1） 職場で学ぶ\n\
         施策の方向性\n職場での学びを広げます。\n○先輩と後輩の組をつくります。\n\
         \t施策名\n\t目的\n\t内容\n\t所管課\n\n\
         \t組での学び\n\t・若手の成長\n\t{content}\n\t{owner}\n\n\
         \t学びの記録\n\t・学びの見える化\n\t・記録簿を配る。\n\t人事課\n\n"
    )
}

/// A town whose plan office is taro, with a unit for each of these names.
pub(crate) async fn town_with(units: &[&str]) -> Town {
    let town = Town::new(&[&people::CAPABILITY, &plan::CAPABILITY]).await;
    town.grant("taro", "plan_office", None).await;
    town.given(async |tx| {
        for (number, name) in (1..).zip(units) {
            tx.execute(
                "insert into people_units (code, starts_on, ends_on, name, kana, level, parent_code)
                 values ($1, '2020-04-01', '9999-12-31', $2, '', 'section', null)",
                params![format!("1{number:03}"), *name],
            )
            .await?;
        }
        tx.execute(
            "update people_version set version = $1",
            params![base::fresh_id()],
        )
        .await?;
        Ok(())
    })
    .await;
    town
}

/// What the owner marks of a plan stand for.
pub(crate) fn owner_names(plan: &ImportedPlan) -> Vec<String> {
    let full = |mark: &str| {
        let note = plan.owner_notes.iter().find(|it| it.mark == mark);
        note.map_or(mark, |it| &it.full_name).to_owned()
    };
    plan.measures_per_owner()
        .iter()
        .map(|(mark, _)| full(mark))
        .collect()
}

/// A town that has a unit for every owner of the real plan.
pub(crate) async fn town_of_the_real_plan() -> Town {
    let plan = import_dry_run(&real("docx"), "plan.docx").unwrap();
    let names = owner_names(&plan);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    town_with(&names).await
}

/// Sends a file; the address of its import.
pub(crate) async fn send(visitor: &Visitor, name: &str, bytes: &[u8]) -> String {
    let reply = visitor
        .upload("/plan/imports", &[], "file", name, bytes)
        .await
        .ok();
    reply.location().expect("a file that can be read leads on")
}

/// A figure of the counts at the top.
pub(crate) fn figure(reply: &Reply, label: &str) -> String {
    reply
        .between(&format!("<dt>{label}</dt><dd>"), "</dd>")
        .unwrap_or_default()
}

/// All fields of the form of a part, as the browser would send them back.
pub(crate) fn fields(reply: &Reply) -> Vec<(String, String)> {
    let text = reply.text();
    let form = text.split("data-guard>").nth(1).unwrap_or_default();
    let form = form.split("</form>").next().unwrap_or_default();
    let attribute = |tag: &str, name: &str| {
        let start = tag.find(&format!("{name}=\""))? + name.len() + 2;
        let length = tag[start..].find('"')?;
        Some(unescaped(&tag[start..start + length]))
    };
    let mut fields = Vec::new();
    for part in form.split('<').skip(1) {
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let Some(name) = attribute(tag, "name") else {
            continue;
        };
        if tag.starts_with("textarea") {
            fields.push((name, unescaped(rest.trim_start_matches('\n'))));
        } else if tag.starts_with("select") {
            let from = form.find(tag).unwrap_or_default();
            let select = form[from..].split("</select>").next().unwrap_or_default();
            let chosen = select.split("<option ").find(|it| it.contains(" selected"));
            fields.push((
                name,
                chosen
                    .and_then(|it| attribute(it, "value"))
                    .unwrap_or_default(),
            ));
        } else if tag.starts_with("input") {
            let is_box = tag.contains("type=\"checkbox\"");
            if !is_box || tag.contains(" checked") {
                fields.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        }
    }
    fields.retain(|it| it.0 != "csrf");
    fields
}

fn unescaped(text: &str) -> String {
    [
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#38;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Opens the form of a part, changes some fields and sends it.
pub(crate) async fn correct(visitor: &Visitor, path: &str, changed: &[(&str, &str)]) -> Reply {
    let form = visitor.get(path).await.ok();
    let mut sent = fields(&form);
    sent.retain(|it| changed.iter().all(|(name, _)| *name != it.0));
    let pairs: Vec<(&str, &str)> = sent
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .chain(changed.iter().copied())
        .collect();
    visitor.post(path, &pairs).await
}
