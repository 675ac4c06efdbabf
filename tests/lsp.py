"""A client of yaml-language-server, as an editor is one: LSP over stdin and stdout."""
import json
import os
import subprocess
import threading
import queue

HERE = os.path.dirname(os.path.abspath(__file__))
SERVER = os.path.join(HERE, "node_modules", "yaml-language-server", "bin", "yaml-language-server")
WAIT = 60  # seconds for an answer; only a hang takes so long


class Server:
    def __init__(self):
        self.process = subprocess.Popen(["node", SERVER, "--stdio"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.messages, self.next = queue.Queue(), 1
        self.diagnostics = {}
        threading.Thread(target=self.listen, daemon=True).start()
        self.ask("initialize", {"processId": os.getpid(), "rootUri": None, "capabilities": {
            "textDocument": {"completion": {"completionItem": {"snippetSupport": True}},
                             "hover": {"contentFormat": ["markdown"]},
                             "publishDiagnostics": {}}}})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": {"yaml": {
            "validate": True, "completion": True, "hover": True,
            "schemaStore": {"enable": False}}}})

    def listen(self):
        out = self.process.stdout
        while True:
            length = 0
            for line in iter(out.readline, b"\r\n"):
                if not line:
                    return
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.messages.put(json.loads(out.read(length)))

    def send(self, message):
        body = json.dumps(dict(message, jsonrpc="2.0")).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def tell(self, method, params):
        self.send({"method": method, "params": params})

    def take(self):
        m = self.messages.get(timeout=WAIT)
        if m.get("method") == "textDocument/publishDiagnostics":
            self.diagnostics[m["params"]["uri"]] = m["params"]["diagnostics"]
        elif "id" in m and "method" in m:  # it wants to know something of ours
            self.send({"id": m["id"], "result": [None] * len(m["params"].get("items", []))
                       if m.get("params") else None})
        return m

    def ask(self, method, params):
        number, self.next = self.next, self.next + 1
        self.send({"id": number, "method": method, "params": params})
        while True:
            m = self.take()
            if m.get("id") == number and "method" not in m:
                return m.get("result")

    def open(self, path, text):
        """What the server finds wrong in a document: its diagnostics."""
        uri = "file://" + path
        self.diagnostics.pop(uri, None)
        self.tell("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": text}})
        while uri not in self.diagnostics:
            self.take()
        return self.diagnostics[uri]

    def complete(self, path, line, character):
        found = self.ask("textDocument/completion", {
            "textDocument": {"uri": "file://" + path},
            "position": {"line": line, "character": character}})
        return found["items"] if isinstance(found, dict) else found or []

    def hover(self, path, line, character):
        found = self.ask("textDocument/hover", {
            "textDocument": {"uri": "file://" + path},
            "position": {"line": line, "character": character}})
        contents = (found or {}).get("contents", "")
        return contents.get("value", "") if isinstance(contents, dict) else contents

    def close(self):
        self.process.kill()
        self.process.wait()
