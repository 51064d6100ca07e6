//! The parts that are cut from the readers' module, and those that stay. Browser tests try whole modules.

use force_compare::build::trim::{FIRST_POINTER, trim};
use walrus::ir::{Instr, Value};
use walrus::{ConstExpr, DataId, DataKind, ElementItems, ElementKind, FunctionBuilder, FunctionId, Module, RefType};

/// A function that drops some numbers and calls others.
fn function(module: &mut Module, name: &str, numbers: &[i32], calls: &[FunctionId]) -> FunctionId {
    let mut function = FunctionBuilder::new(&mut module.types, &[], &[]);
    function.name(name.into());
    let mut body = function.func_body();
    for &number in numbers {
        body.i32_const(number).drop();
    }
    for &call in calls {
        body.call(call);
    }
    function.finish(vec![], &mut module.funcs)
}

/// A module with the functions of `names`, each calling an import of its own, and an export that calls all of them.
fn callers(names: &[&str]) -> Module {
    let mut module = Module::default();
    let kind = module.types.add(&[], &[]);
    let mut called = Vec::new();
    for name in names {
        let (import, _) = module.add_import_func("page", name, kind);
        called.push(function(&mut module, name, &[], &[import]));
    }
    for (at, call) in called.into_iter().enumerate() {
        let caller = function(&mut module, "caller", &[], &[call]);
        module.exports.add(&at.to_string(), caller);
    }
    module
}

/// Puts data into a memory that the page can reach.
fn with_data(module: &mut Module, base: i32, value: Vec<u8>) -> DataId {
    let memory = module.memories.add_local(false, false, 1, None, None);
    let data = module.data.add(DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(base)) }, value);
    module.memories.get_mut(memory).data_segments.insert(data);
    module.exports.add("memory", memory);
    data
}

fn imports(module: &Module) -> Vec<&str> {
    module.imports.iter().map(|import| import.name.as_str()).collect()
}

#[test]
fn panics_end_where_they_begin() {
    let names = [
        "core[c5930c85a12de822]::panicking::panic_fmt",
        "core::option::unwrap_failed::h0123456789abcdef",
        "<core[c5930c85a12de822]::fmt::Formatter>::pad",
        "force_compare::core::panicking::panic",
        "wasm_bindgen[0]::throw_str",
        "",
    ];
    let mut module = callers(&names);
    trim(&mut module);
    assert_eq!(imports(&module), names[2..]);
    let silent = module.funcs.iter_local().filter(|(_, function)| {
        let instructions = &function.block(function.entry_block()).instrs;
        matches!(instructions[..], [(Instr::Unreachable(_), _)])
    });
    assert_eq!(silent.count(), 2, "the callers of the two");
}

#[test]
fn only_functions_that_something_points_to_stay_in_the_table() {
    let names = ["no pointer", "in the code", "in the data", "a direct call"];
    let mut module = callers(&names);
    let functions = names.map(|name| module.funcs.by_name(name).unwrap());
    // All but the last are reached through the table alone.
    let exports: Vec<_> = module.exports.iter().map(|export| export.id()).collect();
    exports.into_iter().for_each(|export| module.exports.delete(export));
    let start = function(&mut module, "start", &[FIRST_POINTER + 1], &functions[3..]);
    module.exports.add("start", start);
    let table = module.tables.add_local(false, FIRST_POINTER as u64 + 4, None, RefType::FUNCREF);
    let offset = ConstExpr::Value(Value::I32(FIRST_POINTER));
    let element =
        module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions.to_vec()));
    module.tables.get_mut(table).elem_segments.insert(element);
    module.exports.add("table", table);
    // A pointer need not stand at a multiple of four.
    with_data(&mut module, 64, [&[0][..], &(FIRST_POINTER + 2).to_le_bytes()].concat());
    trim(&mut module);
    assert_eq!(imports(&module), names[1..]);
    let ElementItems::Functions(left) = &module.elements.get(element).items else { panic!("functions") };
    assert_eq!(left[1..3], functions[1..3], "pointers lead where they led");
    assert_eq!(left.len(), 4);
}

#[test]
fn places_of_panics_are_blotted_out() {
    let base = 1024u32;
    let texts = b"src/web.rsA sentence.";
    let words = |numbers: [u32; 4]| numbers.map(u32::to_le_bytes).concat();
    let value = [
        &words([base + 48, 10, 12, 5])[..],
        &words([base + 48, 10, 99, 1]),
        &words([base + 58, 11, 0, u32::MAX]),
        texts,
    ]
    .concat();
    let mut module = Module::default();
    let data = with_data(&mut module, base as i32, value.clone());
    trim(&mut module);
    let left = &module.data.get(data).value;
    assert_eq!(left[..32], [0; 32]);
    assert_eq!(left[32..48], value[32..48]);
    assert_eq!(left[48..58], [0; 10]);
    assert_eq!(&left[58..], b"A sentence.");
}
