//! From tables to clap.

use clap::{Arg, ArgAction, Command as Line};

use crate::output::FORMATS;
use crate::table::{Body, Command, Group, Input, Kind};
use crate::value::InputParser;

/// Adds a command for every operation, `completions` and `manual`. What the program has already keeps its name: an operation called like it gets
/// `-operation` behind its own.
#[must_use]
pub fn command_line<C>(base: Line, groups: &[Group<C>]) -> Line {
    let commands = groups.iter().flat_map(|group| group.commands);
    commands.fold(crate::pages::arguments(base), |line, command| {
        let name = free_name(&line, command.name);
        line.subcommand(subcommand(command, name))
    })
}

fn free_name(line: &Line, name: &str) -> String {
    let is_taken = |name: &str| line.get_subcommands().any(|known| known.get_name() == name);
    if is_taken(name) { format!("{name}-operation") } else { name.to_owned() }
}

/// The generated command of a name, if it is none of the program's own.
#[must_use]
pub fn find<C>(groups: &'static [Group<C>], name: &str) -> Option<&'static Command<C>> {
    let known = |name: &str| groups.iter().flat_map(|group| group.commands).copied().find(|known| known.name == name);
    known(name).or_else(|| known(name.strip_suffix("-operation")?))
}

/// The same for a program that has commands of its own, by their names.
#[must_use]
pub fn find_own<C>(own: &[&str], groups: &'static [Group<C>], name: &str) -> Option<&'static Command<C>> {
    if own.contains(&name) { None } else { find(groups, name) }
}

fn subcommand<C>(command: &Command<C>, name: String) -> Line {
    let mut line = Line::new(name).about(command.about).long_about(command.details);
    for (at, input) in command.inputs.iter().enumerate() {
        line = line.arg(argument(input).display_order(order(input) * command.inputs.len() + at));
    }
    if let Some(body) = body(&command.body, command.inputs) {
        line = line.arg(body);
    }
    if command.has_pages {
        line = line.arg(
            Arg::new("limit")
                .long("limit")
                .value_name("COUNT")
                .value_parser(clap::value_parser!(u64).range(1..))
                .help_heading("Output")
                .help("Stop after so many items or events; all of them, as long as there are more, if nothing is said"),
        );
    }
    let dry = Arg::new("dry-run").long("dry-run").action(ArgAction::SetTrue).help_heading("Output");
    line = line.arg(dry.help("Show the request, without secrets, and send nothing"));
    presentation_arguments(line, true)
}

/// The arguments that [`Presentation`](crate::Presentation) reads, for commands of the program's own.
#[must_use]
pub fn presentation_arguments(line: Line, with_columns: bool) -> Line {
    let output = Arg::new("output").long("output").short('o').value_name("FORMAT").value_parser(FORMATS);
    let output = output.help("How the answer is written: a table on a terminal, JSON elsewhere, if nothing is said");
    let quiet = Arg::new("quiet").long("quiet").short('q').action(ArgAction::SetTrue);
    let quiet = quiet.help("Say nothing but the answer, and errors");
    let mut arguments = vec![output, quiet];
    if with_columns {
        let columns = Arg::new("columns").long("columns").value_name("FIELDS").value_delimiter(',');
        arguments.push(columns.help("The fields that a table shows, with commas between them"));
    }
    arguments.into_iter().fold(line, |line, argument| line.arg(argument.help_heading("Output")))
}

fn argument(input: &'static Input) -> Arg {
    let argument = Arg::new(input.flag).value_name(input.value).help(help(input));
    let argument = if input.is_positional { argument } else { argument.long(input.flag) };
    let argument = argument.value_parser(InputParser(input)).action(action(input));
    let argument = match (input.is_list, input.is_positional) {
        (true, true) => argument.num_args(1..),
        // A text may have commas of its own.
        (true, false) if !input.values.is_empty() => argument.value_delimiter(','),
        _ => argument,
    };
    let argument = match input.kind {
        Kind::Flag if !input.is_positional && !input.is_secret => {
            argument.num_args(0..=1).require_equals(true).default_missing_value("true")
        }
        // A number may be below zero.
        Kind::Whole | Kind::Number => argument.allow_negative_numbers(true),
        _ => argument,
    };
    match (input.is_required, input.field) {
        (true, None) => argument.required(true),
        (true, Some(_)) => argument.required_unless_present("body"),
        (false, _) => argument,
    }
}

/// What has to be given first, then the body's fields, then what every operation can be given.
fn order(input: &Input) -> usize {
    match (input.is_required, input.field) {
        (true, _) => 0,
        (false, Some(_)) => 1,
        (false, None) => 2,
    }
}

fn action(input: &Input) -> ArgAction {
    if input.is_list { ArgAction::Append } else { ArgAction::Set }
}

fn help(input: &Input) -> String {
    let more = match (input.is_secret, input.kind, input.is_list) {
        (true, ..) => "It is read from a file, or from standard input if that is `-`.",
        (false, Kind::File, _) => "The file's bytes are sent.",
        (false, Kind::Json, _) => "As JSON.",
        (false, _, true) if !input.is_positional => "May be given again.",
        _ => "",
    };
    let needed = if input.is_required && input.field.is_some() { "[required, here or in --body]" } else { "" };
    [input.help, more, needed].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn body(body: &Body, inputs: &[Input]) -> Option<Arg> {
    let argument = Arg::new("body").long("body").value_name("FILE");
    Some(match *body {
        Body::None => return None,
        Body::Json { required } => argument.required(required).help("The body as JSON: a file, or `-`"),
        Body::Raw { required } => argument.required(required).help("The body as it is: a file, or `-`"),
        Body::Fields { required, .. } => {
            let by_flags = inputs.iter().any(|input| input.field.is_some());
            let argument = argument.required(required && !by_flags);
            argument.help("The fields as JSON: a file, or `-`; what is given beside it goes first")
        }
    })
}
