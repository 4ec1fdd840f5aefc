//! Downloads: methods of the client that fetch what a field links to.

use std::rc::Rc;

use apiloom_codegen::model::{Download, Type};

use super::pairs::{Side, pair};
use super::specs::Specs;
use crate::diff::change::{Changes, Effect, Group, Place};
use crate::text::{listed, quoted};

pub(super) fn compare(specs: &Specs<'_>, changes: &mut Changes) {
    let name = |_: Side, download: &Download| Some(download.method.to_string());
    let pairs = pair(&specs.old.downloads, &specs.new.downloads, &[&name]);
    for download in pairs.gone {
        let why = format!("code that calls `{}` does not compile", download.method);
        changes.push(Effect::Building, "download-removed", &place(download), "is gone", why);
    }
    for download in pairs.added {
        let what = format!("is new and fetches what {} leads to, at {}", field(download), hosts(download));
        let why = format!("there is a `Client::{}`", download.method);
        changes.push(Effect::Addition, "download-added", &place(download), what, why);
    }
    if !specs.old.downloads.is_empty() && specs.new.downloads.is_empty() {
        let place = Place { group: Group::Downloads, owner: "the client".to_owned(), part: String::new() };
        let why = "code that calls `downloads` of the builder does not compile";
        changes.push(Effect::Building, "downloads-gone", &place, "has no download any more", why);
    }
    pairs.both.into_iter().for_each(|(old, new)| compare_download(specs, old, new, changes));
}

fn compare_download(specs: &Specs<'_>, old: &Download, new: &Download, changes: &mut Changes) {
    let place = place(old);
    let of = |download: &Download| Type::Schema(Rc::clone(&download.schema), Vec::new());
    let what = format!("fetches what {} leads to, no longer {}", field(new), field(old));
    if !specs.same(&of(old), &of(new)) {
        changes.push(Effect::Building, "download-schema", &place, what, "its argument is another Rust type");
    } else if old.wire != new.wire && old.field.field != new.field.field {
        changes.push(Effect::Running, "download-field", &place, what, "it fetches something else");
    }
    compare_hosts(old, new, &place, changes);
}

fn compare_hosts(old: &Download, new: &Download, place: &Place, changes: &mut Changes) {
    if old.hosts == new.hosts {
        return;
    }
    let what = format!("may lead to {}, before to {}", hosts(new), hosts(old));
    // A host below one that was allowed was reached before, too.
    let within = |host: &String, hosts: &[String]| {
        hosts.is_empty()
            || hosts.iter().any(|known| known == host || known.strip_prefix('*').is_some_and(|end| host.ends_with(end)))
    };
    let fits = |from: &Download, to: &Download| {
        to.hosts.is_empty() || (!from.hosts.is_empty() && from.hosts.iter().all(|host| within(host, &to.hosts)))
    };
    if fits(old, new) {
        let why = "links to more hosts are followed";
        changes
            .push(Effect::Addition, "download-hosts-more", place, what, why)
            .help("a link is text of the service, and may come from elsewhere: name no more hosts than there are");
    } else {
        changes.push(Effect::Running, "download-hosts-fewer", place, what, "links to other hosts are refused");
    }
}

fn field(download: &Download) -> String {
    quoted(&format!("{}.{}", download.schema.wire, download.wire))
}

fn hosts(download: &Download) -> String {
    if download.hosts.is_empty() { "any public host".to_owned() } else { listed(&download.hosts) }
}

fn place(download: &Download) -> Place {
    let owner = format!("download {}", quoted(&download.method.to_string()));
    Place { group: Group::Downloads, owner, part: String::new() }
}
