//! Circles in a directed graph.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// From each node to those that it uses, with the reason.
pub(super) type Graph = BTreeMap<String, BTreeMap<String, String>>;

/// One line for each group of nodes that all reach each other: a shortest circle in it, and how many they are.
pub(super) fn cycles(graph: &Graph) -> Vec<String> {
    let reach: BTreeMap<&String, BTreeSet<&String>> = graph.keys().map(|node| (node, reachable(graph, node))).collect();
    let mut reported = BTreeSet::new();
    let mut found = Vec::new();
    for (node, reached) in reach.iter().filter(|(node, reached)| reached.contains(*node)) {
        let group: BTreeSet<&String> =
            reached.iter().copied().filter(|other| reach.get(other).is_some_and(|back| back.contains(node))).collect();
        if reported.is_disjoint(&group) {
            let shortest = group.iter().map(|start| shortest_circle(graph, start)).min_by_key(Vec::len);
            found.push(line(graph, &shortest.unwrap_or_default(), &group));
        }
        reported.extend(group);
    }
    found
}

fn reachable<'a>(graph: &'a Graph, start: &str) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut next: Vec<&String> = graph.get(start).into_iter().flat_map(BTreeMap::keys).collect();
    while let Some(node) = next.pop() {
        if reached.insert(node) {
            next.extend(graph.get(node).into_iter().flat_map(BTreeMap::keys));
        }
    }
    reached
}

/// The nodes of a shortest way from `start` back to it.
fn shortest_circle<'a>(graph: &'a Graph, start: &'a String) -> Vec<&'a String> {
    let mut ways = VecDeque::from([vec![start]]);
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop_front() {
        for next in way.last().and_then(|node| graph.get(*node)).into_iter().flat_map(BTreeMap::keys) {
            if next == start {
                return way;
            }
            if seen.insert(next) {
                ways.push_back([way.as_slice(), &[next]].concat());
            }
        }
    }
    Vec::new()
}

fn line(graph: &Graph, circle: &[&String], group: &BTreeSet<&String>) -> String {
    let mut text = circle[0].clone();
    for (i, node) in circle.iter().enumerate() {
        let next = circle[(i + 1) % circle.len()];
        text += &format!(" -> {next} ({})", graph[*node][next]);
    }
    if group.len() > circle.len() {
        let names: Vec<&str> = group.iter().map(|name| name.as_str()).collect();
        text += &format!("; {} in all reach each other: {}", group.len(), names.join(", "));
    }
    text
}
