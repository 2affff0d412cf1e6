//! Which paragraph styles are headings, and of which level.

use crate::error::ReadError;
use crate::xml::{Node, Xml};
use std::collections::HashMap;

/// What a paragraph is by its style.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Heading(u8),
    /// A line of a table of contents, which repeats headings.
    Contents,
    Plain,
}

#[derive(Debug, Default)]
pub(crate) struct Styles {
    by_id: HashMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    /// As in the file: 0 for the widest, 9 for body text.
    outline: Option<u8>,
}

impl Styles {
    pub(crate) fn read(xml: &mut Xml<'_>) -> Result<Styles, ReadError> {
        let mut styles = Styles::default();
        let mut id = None;
        loop {
            match xml.next()? {
                Node::Open(tag) => {
                    let value = || tag.attribute("val");
                    let style = id.as_ref().and_then(|id| styles.by_id.get_mut(id));
                    match (tag.name(), style) {
                        ("style", _) => {
                            id = tag.attribute("styleId");
                            if let Some(id) = &id {
                                styles.by_id.insert(id.clone(), Style::default());
                            }
                        }
                        ("name", Some(style)) => style.name = value().unwrap_or_default(),
                        ("basedOn", Some(style)) => style.based_on = value(),
                        ("outlineLvl", Some(style)) => {
                            style.outline = value().and_then(|it| it.parse().ok())
                        }
                        _ => {}
                    }
                }
                Node::End => return Ok(styles),
                _ => {}
            }
        }
    }

    /// What a paragraph of the style `id` is.
    ///
    /// The nearest outline level along the styles it is based on decides, then the name. An id without a definition is read like a name.
    pub(crate) fn role(&self, id: &str) -> Role {
        /// Longer chains are made by nobody; in a damaged file a style may even be based on itself.
        const LONGEST_CHAIN: usize = 64;
        let mut next = Some(id);
        for _ in 0..LONGEST_CHAIN {
            let Some(id) = next else { return Role::Plain };
            let Some(style) = self.by_id.get(id) else {
                return role_by_name(id);
            };
            match role_by_name(&style.name) {
                Role::Plain => {}
                known => return known,
            }
            if let Some(level) = style.outline {
                return outline_role(level);
            }
            next = style.based_on.as_deref();
        }
        Role::Plain
    }
}

/// A level as Word counts it (0 to 8; 9 is body text).
pub(crate) fn outline_role(level: u8) -> Role {
    if level < 9 {
        Role::Heading(level + 1)
    } else {
        Role::Plain
    }
}

/// `heading 1`, `Heading1`, `見出し 1`, `見出し１`; `toc 1`, `TOC1`, `目次 1`, `TOC Heading`.
fn role_by_name(name: &str) -> Role {
    let name = name.trim().to_lowercase();
    if name == "toc heading" || name == "tocheading" || name == "目次の見出し" {
        return Role::Contents;
    }
    for (word, role) in [
        ("heading", None),
        ("見出し", None),
        ("toc", Some(Role::Contents)),
        ("目次", Some(Role::Contents)),
    ] {
        let Some(rest) = name.strip_prefix(word) else {
            continue;
        };
        let digit = rest.trim().chars().collect::<Vec<_>>();
        let level = match digit[..] {
            [digit @ '1'..='9'] => digit as u32 - '0' as u32,
            [digit @ '１'..='９'] => digit as u32 - '０' as u32,
            _ => continue,
        };
        return role.unwrap_or(Role::Heading(level as u8));
    }
    Role::Plain
}
