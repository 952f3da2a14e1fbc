"""Feedback of a CSV file -> topics, and for whom they cost or earn recommendations, as pandas tables.

A notebook in the percent format, which Jupyter (through Jupytext), VS Code, PyCharm and Spyder open as cells; it runs as a
program, too:

    kaiku token new tokens.json --name notebook --scopes read,write > notebook.token
    kaiku serve archive/ --create --tokens tokens.json
    python clients/python/examples/topics.py testdata/feedback.csv
"""

# %% Connect. KAIKU_CA is the certificate of who signs the server's; on the server's own machine it may do without.
import os
import sys

import kaiku
import pandas as pd

with open(os.environ.get("KAIKU_TOKEN", "notebook.token")) as f:
    client = kaiku.connect(os.environ.get("KAIKU_ADDRESS", "127.0.0.1:7979"), f.read(), ca=os.environ.get("KAIKU_CA"))

# %% Read the file, and name its columns as kaiku does.
feedback = pd.read_csv(sys.argv[1] if len(sys.argv) > 1 else "testdata/feedback.csv", dtype=str)
feedback = feedback.rename(columns={"nps": "score", "customer_group": "group"}).drop(columns=["theme", "sentiment", "type"])
feedback.head()

# %% Add it. What is there already takes its own place, so that this cell can be run again.
added = client.add(feedback.to_dict("records"))
print(f"{added.added} records are kept, {len(added.refused)} were refused")
added.refused[:5]

# %% Group it into topics.
client.fit()

# %% Which topics go with low scores? NPS has a 95 % interval; what rests on few answers is withheld (<NA>).
topics = client.topics(language="en").to_frame(index="id")
topics.sort_values("nps")[["label", "size", "nps", "nps_low", "nps_high", "answers"]]

# %% What do those say who wrote about the worst of them?
worst = topics["nps"].idxmin()
for quote in topics.loc[worst, "quotes"]:
    print("-", quote)

# %% Find more like it, in any inflection and language, and see in which topics they are.
found = client.search(topics.loc[worst, "words"][0], limit=50).to_frame()
found = found.merge(client.assignments().to_frame(), on="id").merge(topics["label"], left_on="topic", right_index=True)
found[["unit", "score", "label", "text"]].head()

# %% Size and NPS of every topic, largest first, with the NPS of those who answered by text message and on the web.
by_channel = client.nps("topic", "channel").to_frame().pivot(index="topic", columns="channel", values="nps")
table = topics[["label", "size", "share", "nps"]].join(by_channel[["sms", "web"]].add_prefix("nps_"))
print(table.round(2).to_string())
