//! Word documents: the body as blocks, in the order a reader of the page meets them.
//!
//! Text that a change record deleted, hidden text, field codes, furigana and tables of contents are no content. A text box is read once, after
//! the paragraph it hangs on. Headers, footers and footnotes stand outside the body and are left out.

mod body;
mod styles;
mod table;

use crate::block::Block;
use crate::error::ReadError;
use crate::limits::Limits;
use crate::package::Package;
use crate::xml::Node;
use std::collections::HashMap;
use styles::Styles;

pub(crate) fn blocks(package: &mut Package<'_>, limits: &Limits) -> Result<Vec<Block>, ReadError> {
    let main =
        related(package, "", "/officeDocument")?.unwrap_or_else(|| "word/document.xml".to_owned());
    let Some(text) = package.part(&main)? else {
        return Err(ReadError::damaged(&main, "the part is missing"));
    };
    let styles = match related(package, &main, "/styles")? {
        Some(name) => match package.part(&name)? {
            Some(text) => Styles::read(&mut package.xml(&text, &name))?,
            None => Styles::default(),
        },
        None => Styles::default(),
    };
    let comments = match related(package, &main, "/comments")? {
        Some(name) => match package.part(&name)? {
            Some(text) => body::comments(&mut package.xml(&text, &name), &styles, limits)?,
            None => HashMap::new(),
        },
        None => HashMap::new(),
    };
    body::blocks(&mut package.xml(&text, &main), &styles, comments, limits)
}

/// The part that `from` names with a relationship whose type ends in `kind`; `from` is empty for the package itself.
fn related(package: &mut Package<'_>, from: &str, kind: &str) -> Result<Option<String>, ReadError> {
    let (folder, file) = from.rsplit_once('/').unwrap_or(("", from));
    let list = if folder.is_empty() {
        format!("_rels/{file}.rels")
    } else {
        format!("{folder}/_rels/{file}.rels")
    };
    let Some(text) = package.part(&list)? else {
        return Ok(None);
    };
    let mut xml = package.xml(&text, &list);
    loop {
        match xml.next()? {
            Node::Open(tag) if tag.name() == "Relationship" => {
                let is_outside = tag
                    .attribute("TargetMode")
                    .is_some_and(|it| it == "External");
                if !is_outside && tag.attribute("Type").is_some_and(|it| it.ends_with(kind)) {
                    return Ok(tag.attribute("Target").map(|target| {
                        match target.strip_prefix('/') {
                            Some(absolute) => absolute.to_owned(),
                            None if folder.is_empty() => target,
                            None => format!("{folder}/{target}"),
                        }
                    }));
                }
            }
            Node::End => return Ok(None),
            _ => {}
        }
    }
}
