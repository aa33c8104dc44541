"""A contract for import-linter that lists what a package may import, so that everything else is forbidden."""

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """Modules that import nothing but what is listed, the standard library's modules included.

    Configuration options:
        source_modules: Packages whose modules are checked, as they and their submodules.
        allowed_modules: Packages that they may import.
    """

    type_name = "only"

    source_modules = fields.ListField(subfield=fields.ModuleField())
    allowed_modules = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002, FBT001 -- as the base has it
        """Collects the imports that are not allowed."""
        allowed = [str(each) for each in self.allowed_modules]  # type: ignore[attr-defined] # set by the base
        sources = [each.name for each in self.source_modules]  # type: ignore[attr-defined] # same
        strangers = sorted(
            (importer, imported)
            for importer in graph.modules
            if any(_is_within(importer, source) for source in sources)
            for imported in graph.find_modules_directly_imported_by(importer)
            if not any(_is_within(imported, each) for each in allowed)
        )
        return ContractCheck(kept=not strangers, metadata={"strangers": strangers})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Names each import that is not allowed."""
        for importer, imported in check.metadata["strangers"]:
            output.print_error(f"{importer} may not import {imported}")


def _is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
