//! Removes from the module the parts that no reader needs: the messages of panics, and functions that nothing calls.
//!
//! A compiler cannot know that they are not needed. This finds them by their names or their shapes, and leaves anything
//! that it does not recognise.

use std::collections::HashSet;

use walrus::ir::{Call, Const, Instr, InstrSeq, Unreachable, Value, VisitorMut, dfs_pre_order_mut};
use walrus::passes::gc;
use walrus::{ConstExpr, DataKind, ElementItems, ElementKind, FunctionId, Module};

/// The functions of the standard library with which panics begin: each crate, and the beginning of the path in it.
const PANICS: [(&str, &str); 12] = [
    ("alloc", "alloc::handle_alloc_error"),
    ("alloc", "raw_vec::capacity_overflow"),
    ("alloc", "raw_vec::handle_error"),
    ("core", "cell::lazy::panic_"),
    ("core", "cell::panic_"),
    ("core", "option::expect_failed"),
    ("core", "option::unwrap_failed"),
    ("core", "panicking::"),
    ("core", "result::unwrap_failed"),
    ("core", "slice::index::slice_"),
    ("core", "str::slice_error_fail"),
    ("std", "panicking::"),
];

/// The number of the first function that is called by pointer, given to the linker. By default it begins with 1, and
/// many other numbers in the module look like pointers. Lengths and offsets reach to about 3000, where one that looked
/// like a pointer once kept 1,000 bytes of functions that nobody calls; up to 8191 a number takes two bytes in the code.
/// The entries before it stay empty.
pub const FIRST_POINTER: i32 = 7000;

/// Takes all of these steps with a module.
pub fn trim(module: &mut Module) {
    silence_panics(module);
    forget_places(module);
    forget_uncalled(module);
}

/// Replaces each panic by the trap that it ends with anyway: no hook shows its message to a page, and the element
/// reports the trap. Saves readers 500 bytes, and 700 more because [`forget_uncalled`] then finds more.
fn silence_panics(module: &mut Module) {
    let panics = module.funcs.iter().filter(|function| function.name.as_deref().is_some_and(is_panic));
    let mut silence = Silence(panics.map(|function| function.id()).collect());
    for (id, function) in module.funcs.iter_local_mut() {
        let body = function.entry_block();
        if silence.0.contains(&id) {
            function.block_mut(body).instrs.clear();
            function.builder_mut().func_body().unreachable();
        }
        dfs_pre_order_mut(&mut silence, function, body);
    }
    gc::run(module);
}

/// Whether a function is a panic, by its name: `core[c5930c85a12de822]::panicking::panic` or
/// `core::panicking::panic::h…`.
fn is_panic(name: &str) -> bool {
    let (home, path) = name.split_once("::").unwrap_or_default();
    let home = home.split_once('[').map_or(home, |(home, _)| home);
    PANICS.iter().any(|(known, beginning)| home == *known && path.starts_with(beginning))
}

/// The functions that panic. Visiting a function cuts off its calls of them.
struct Silence(HashSet<FunctionId>);

impl VisitorMut for Silence {
    fn start_instr_seq_mut(&mut self, seq: &mut InstrSeq) {
        let is_panic = |instr: &Instr| matches!(instr, Instr::Call(Call { func }) if self.0.contains(func));
        let Some(mut at) = seq.instrs.iter().position(|(instr, _)| is_panic(instr)) else { return };
        // The call's arguments are not needed either.
        while at > 0 && matches!(seq.instrs[at - 1].0, Instr::Const(_) | Instr::LocalGet(_)) {
            at -= 1;
        }
        let place = seq.instrs[at].1;
        seq.instrs.truncate(at);
        seq.instrs.push((Unreachable {}.into(), place));
    }
}

/// Overwrites the source locations of panics with zeros, and the file names that they point to. A location is four
/// numbers, of which the first two are the address and the length of a file name. Zeros compress to almost nothing:
/// this saves 430 bytes.
fn forget_places(module: &mut Module) {
    let all: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in all {
        let data = module.data.get_mut(id);
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(base)), .. } = data.kind else { continue };
        let mut found = Vec::new();
        for at in (0..data.value.len().saturating_sub(15)).step_by(4) {
            let number = |at: usize| i32::from_le_bytes([0, 1, 2, 3].map(|byte| data.value[at + byte]));
            let start = number(at).wrapping_sub(base) as usize;
            let name = start..start.wrapping_add(number(at + 4) as usize);
            if data.value.get(name.clone()).is_some_and(|name| name.ends_with(b".rs")) {
                found.extend([at..at + 16, name]);
            }
        }
        for range in found {
            data.value[range].fill(0);
        }
    }
}

/// Removes functions from the table of pointers if their number is neither in the code nor in the data. Nothing can
/// obtain such a pointer, because a linker writes pointers nowhere else, and always whole. Generated code leaves fifty
/// of these functions: 600 bytes.
fn forget_uncalled(module: &mut Module) {
    loop {
        let mut numbers = Numbers::default();
        for (_, function) in module.funcs.iter_local_mut() {
            let body = function.entry_block();
            dfs_pre_order_mut(&mut numbers, function, body);
        }
        for data in module.data.iter() {
            numbers.0.extend(data.value.windows(4).map(|bytes| i32::from_le_bytes([0, 1, 2, 3].map(|at| bytes[at]))));
        }
        let mut forgotten = false;
        for element in module.elements.iter_mut() {
            let ElementKind::Active { offset: ConstExpr::Value(Value::I32(first)), .. } = element.kind else {
                continue;
            };
            let ElementItems::Functions(functions) = &mut element.items else { continue };
            // Another function takes its entry, so that the other entries keep their numbers.
            let Some(other) = (first..).zip(&*functions).find(|(number, _)| numbers.0.contains(number)) else {
                continue;
            };
            let other = *other.1;
            for (number, function) in (first..).zip(functions) {
                if *function != other && !numbers.0.contains(&number) {
                    *function = other;
                    forgotten = true;
                }
            }
        }
        if !forgotten {
            return;
        }
        gc::run(module);
    }
}

/// The integer constants in the code, and the integers that the data contain.
#[derive(Default)]
struct Numbers(HashSet<i32>);

impl VisitorMut for Numbers {
    fn visit_const_mut(&mut self, number: &mut Const) {
        if let Value::I32(number) = number.value {
            self.0.insert(number);
        }
    }
}
