"""Client of a kaiku server: add feedback, search it, get topics and figures as rows or as a pandas DataFrame.

    import kaiku

    with kaiku.connect("127.0.0.1:7979", token="kaiku_...", ca="server.pem") as client:
        client.add({"id": str(i), "text": text} for i, text in enumerate(texts))
        client.fit()
        print(client.topics(language="en").to_frame())
"""

from kaiku.client import Client, Stubs, connect
from kaiku.errors import Error, Violation
from kaiku.records import Added, Refused
from kaiku.rows import Rows

__all__ = ["Added", "Client", "Error", "Refused", "Rows", "Stubs", "Violation", "connect"]
