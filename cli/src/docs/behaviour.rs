//! How an operation behaves around one request: who may call it, where, how often, and what takes several requests.

use apiloom_codegen::model::{Api, Operation, Repeat, Security, Server};
use maud::{Markup, html};

use super::layout::View;
use super::{flows, words};

pub(super) fn section(view: View<'_>, operation: &Operation) -> Markup {
    html! {
        h3 id={ (operation.id) "-behaviour" } { "Behaviour" }
        dl.facts {
            (servers(view.api(), operation))
            (security(view.api(), operation))
            (repeat(operation))
            @if let Some(timeout) = operation.timeout {
                div { dt { "Timeout" } dd { (words::duration(timeout)) " for one attempt" } }
            }
            @if let Some(paging) = &operation.paging { (flows::pages(view.api(), operation, paging)) }
            @for wait in &operation.waits { (flows::waits(view.api(), operation, wait)) }
            @for download in flows::downloads(view.api(), operation) { (flows::fetches(view, download)) }
        }
    }
}

fn servers(api: &Api, operation: &Operation) -> Markup {
    let served = |server: &&Server| operation.servers.is_empty() || operation.servers.contains(&server.name);
    let unconfirmed = |server: &Server| operation.docs.unconfirmed.contains(&server.name);
    html! {
        div {
            dt { "Servers" }
            dd {
                ul.plain {
                    @for server in api.servers.iter().filter(served) {
                        li {
                            code.url { (server.url) (operation.template) }
                            " " span.small {
                                (server.name)
                                @if server.deprecated.is_some() { ", deprecated" }
                                @if unconfirmed(server) { ", not confirmed" }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn security(api: &Api, operation: &Operation) -> Markup {
    let security = api.security_of(operation);
    let (name, sent) = words::security(api, security);
    html! {
        div {
            dt { "Security" }
            dd { (name) @if *security != Security::None { ": " code { (sent) } } }
        }
    }
}

fn repeat(operation: &Operation) -> Markup {
    html! {
        div {
            dt { "Sending again" }
            dd {
                (words::repeat(&operation.repeat))
                @if let Repeat::HarmlessWith(header) = &operation.repeat { " " code { (header) } }
            }
        }
    }
}
