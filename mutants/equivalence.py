"""Recognizes changes that no test can notice, because the program stays the same."""

import ast

_UNNOTICED_KEYWORDS = {"frozen", "slots"}  # of a dataclass: mypy checks the first, the second saves memory


def bare(source: str) -> str | None:
    """Returns what a source does, without annotations and other type-only code; None if it is not Python."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    return ast.dump(_Bare().visit(tree))


_UNNOTICED_DECORATORS = {"cache", "override"}  # the first saves time, the second is for mypy


class _Bare(ast.NodeTransformer):
    """Removes what does not change the behaviour of a program."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.annotation = ast.Constant(None)
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.returns = None
        node.decorator_list = [each for each in node.decorator_list if not _is_unnoticed(each)]
        return self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        is_all = any(isinstance(each, ast.Name) and each.id == "__all__" for each in node.targets)
        if is_all or _is_type(node.value):
            node.value = ast.Constant(None)
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        if any(isinstance(each, ast.Name) and each.id == "TYPE_CHECKING" for each in ast.walk(node.test)):
            return ast.Pass()
        return self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call):
                decorator.keywords = [
                    each for each in decorator.keywords if each.arg not in _UNNOTICED_KEYWORDS
                ]
        return self.generic_visit(node)


def _is_unnoticed(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Name) and decorator.id in _UNNOTICED_DECORATORS


def _is_type(value: ast.expr) -> bool:
    """True for `Pass | Event | None` and the like, whichever operator stands between."""
    match value:
        case ast.BinOp():
            return _is_type(value.left) and _is_type(value.right)
        case ast.Subscript():
            return _is_type(value.value)
        case ast.Name(name):
            return name in {"str", "int", "bytes", "float", "bool"} or (
                name.lstrip("_")[:1].isupper() and not name.isupper()
            )
        case ast.Constant(None):
            return True
    return False
