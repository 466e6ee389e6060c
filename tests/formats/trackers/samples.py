"""Small exports that we wrote ourselves, one of each kind that is read."""

import json

ISSUE = {
    "id": "10001",
    "key": "SHOP-1",
    "self": "https://jira.example/rest/api/2/issue/10001",
    "fields": {
        "summary": "Basket forgets the voucher",
        "description": "h2. What\n*Bold* and [a page|https://shop.example/x]\n{code}\nx = *1*\n{code}",
        "issuetype": {"name": "Bug"},
        "project": {"key": "SHOP"},
        "status": {"name": "Closed", "statusCategory": {"key": "done"}},
        "resolution": {"name": "Fixed"},
        "priority": {"name": "Blocker"},
        "assignee": {"accountId": "a1", "displayName": "Anna", "emailAddress": "anna@shop.example"},
        "reporter": {"name": "ben", "displayName": "Ben"},
        "created": "2026-01-05T09:00:00.000+0100",
        "updated": "2026-01-20T10:00:00.000+0100",
        "resolutiondate": "2026-01-19T17:00:00.000+0100",
        "duedate": "2026-01-30",
        "timeoriginalestimate": 28800,
        "timespent": 43200,
        "customfield_10016": 3,
        "customfield_10020": [
            {"name": "Sprint 7"},
            "com.x.Sprint@1[id=8,name=Sprint 8,state=ACTIVE]",
        ],
        "labels": ["checkout"],
        "components": [{"name": "Web"}],
        "fixVersions": [{"name": "2.1"}],
        "parent": {"key": "SHOP-9"},
        "issuelinks": [
            {
                "type": {"name": "Blocks", "inward": "is blocked by", "outward": "blocks"},
                "outwardIssue": {"key": "SHOP-2"},
            }
        ],
        "comment": {
            "comments": [
                {
                    "author": {"name": "ben"},
                    "created": "2026-01-06T09:00:00.000+0100",
                    "body": "Seen by _three_ people",
                }
            ]
        },
        "worklog": {
            "worklogs": [
                {
                    "author": {"accountId": "a1"},
                    "started": "2026-01-12T09:00:00.000+0100",
                    "timeSpentSeconds": 43200,
                    "comment": "all of it",
                }
            ]
        },
    },
    "changelog": {
        "histories": [
            {
                "created": "2026-01-19T17:00:00.000+0100",
                "author": {"accountId": "a1"},
                "items": [{"field": "status", "fromString": "In Progress", "toString": "Closed"}],
            },
            {
                "created": "2026-01-10T09:00:00.000+0100",
                "author": {"accountId": "a1"},
                "items": [
                    {"field": "status", "fromString": "Open", "toString": "In Progress"},
                    {"field": "priority", "fromString": "Low", "toString": "Blocker"},
                ],
            },
        ]
    },
}
OTHER = {"id": "10002", "key": "SHOP-2", "fields": {
    "summary": "Tidy the footer", "created": "2026-01-07T09:00:00.000+0100",
    "description": {"type": "doc", "content": [{"type": "paragraph", "content": [
        {"type": "text", "text": "As a document", "marks": [{"type": "strong"}]}]}]},
    "status": {"name": "In Arbeit"}}}  # fmt: skip
JIRA_LINES = f"{json.dumps(ISSUE)}\n{json.dumps(OTHER)}\n"
JIRA_SEARCH = json.dumps(
    {"total": 2, "names": {"customfield_10016": "Story Points"}, "issues": [ISSUE, OTHER]}
)
JIRA_RSS = """<!-- made by Jira --><rss version="0.92"><channel><title>Jira</title>
<item><title>[SHOP-1] Basket</title><link>https://jira.example/browse/SHOP-1</link>
<project id="1" key="SHOP">Shop</project><description>&lt;p&gt;Some &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;</description>
<key id="10001">SHOP-1</key><summary>Basket forgets the voucher</summary><type id="1">Bug</type>
<priority id="1">Blocker</priority><status id="6">Closed</status><statusCategory id="3" key="done"/>
<resolution id="1">Fixed</resolution><assignee username="anna">Anna</assignee>
<reporter accountid="b1">Ben</reporter><labels><label>checkout</label></labels>
<created>Mon, 5 Jan 2026 09:00:00 +0100</created><updated>Tue, 20 Jan 2026 10:00:00 +0100</updated>
<resolved>Mon, 19 Jan 2026 17:00:00 +0100</resolved><due>Fri, 30 Jan 2026 00:00:00 +0000</due>
<timeoriginalestimate seconds="28800">1 day</timeoriginalestimate><timespent seconds="43200">12 h</timespent>
<issuelinks><issuelinktype><name>Blocks</name><outwardlinks description="blocks"><issuelink>
<issuekey id="2">SHOP-2</issuekey></issuelink></outwardlinks></issuelinktype></issuelinks>
<comments><comment id="1" author="b1" created="Tue, 6 Jan 2026 09:00:00 +0100">&lt;p&gt;Seen&lt;/p&gt;</comment></comments>
<customfields><customfield id="c"><customfieldname>Story Points</customfieldname><customfieldvalues>
<customfieldvalue>3.0</customfieldvalue></customfieldvalues></customfield></customfields></item>
</channel></rss>"""
JIRA_CSV = """Summary,Issue key,Issue id,Issue Type,Status,Priority,Assignee,Created,Resolved,Due Date,Labels,Labels,Original Estimate,Time Spent,Custom field (Story Points),Outward issue link (Blocks),Comment,Log Work,Sprint,Custom field (Colour)
Basket forgets the voucher,SHOP-1,10001,Bug,Closed,Blocker,Anna,05/Jan/26 9:00 AM,19/Jan/26 5:00 PM,30/Jan/26 12:00 AM,checkout,web,28800,43200,3,SHOP-2,06/Jan/26 9:00 AM;Ben;Seen by; three,all of it;12/Jan/26 9:00 AM;Anna;43200,Sprint 7,red
"Tidy, the footer",SHOP-2,10002,Task,In Progress,Low,,07/Jan/26 9:00 AM,,,,,,,,,,,,
"""
CHANGES = """As.Of.Date,ticket,Status,Changed.Fields,date_created,date_resolved,assignee_anon
2026-01-19T17:00:00.000-0500,A-1,Done,status,2026-01-05,2026-01-19,4
2026-01-10T09:00:00.000-0500,A-1,In Progress,status,2026-01-05,,4
2026-01-05T09:00:00.000-0500,A-1,Open,,2026-01-05,,2
2026-01-06T09:00:00.000-0500,A-2,Open,,2026-01-06,,2
"""
RAW = """id,params,data,url,input,created_at
1,"{}","{""id"":""7"",""created"":""2026-01-10T09:00:00.000+0100"",""items"":[{""field"":""status"",""fromString"":""Open"",""toString"":""Done""}]}",https://jira.example/rest/api/3/issue/10002/changelog?x=1,null,2026-02-01
2,"{}","{""id"":""10002"",""key"":""SHOP-2"",""fields"":{""summary"":""Tidy"",""created"":""2026-01-07T09:00:00.000+0100""}}",https://jira.example/rest/agile/1.0/board/8/issue,null,2026-02-01
3,"{}","{""id"":""9"",""issueId"":""10002"",""timeSpentSeconds"":3600,""started"":""2026-01-09T09:00:00.000+0100""}",https://jira.example/x,null,2026-02-01
"""
TRELLO = json.dumps({
    "name": "Spring campaign",
    "lists": [{"id": "l1", "name": "Ideas"}, {"id": "l2", "name": "Done"}],
    "labels": [{"id": "b1", "name": "urgent", "color": "red"}],
    "members": [{"id": "m1", "fullName": "Anna"}],
    "cards": [
        {"id": "695b2a80e400a960320e5ff2", "shortLink": "abc", "name": "Landing page", "idList": "l2",
         "desc": "**Now**", "idMembers": ["m1"], "idLabels": ["b1"], "due": "2026-01-30T12:00:00.000Z",
         "dateLastActivity": "2026-01-20T10:00:00.000Z", "closed": False},
        {"id": "695c7c00e400a960320e5ff3", "shortLink": "abd", "name": "Old idea", "idList": "l1", "closed": True,
         "dateLastActivity": "2026-01-09T10:00:00.000Z"},
    ],
    "checklists": [{"idCard": "695b2a80e400a960320e5ff2", "name": "Before", "checkItems": [
        {"name": "Copy", "state": "complete"}, {"name": "Pictures", "state": "incomplete"}]}],
    "actions": [
        {"type": "updateCard", "date": "2026-01-19T16:00:00.000Z", "idMemberCreator": "m1", "data": {
            "card": {"id": "695b2a80e400a960320e5ff2", "idList": "l2"}, "old": {"idList": "l1"},
            "listBefore": {"id": "l1", "name": "Ideas"}, "listAfter": {"id": "l2", "name": "Done"}}},
        {"type": "commentCard", "date": "2026-01-06T08:00:00.000Z", "idMemberCreator": "m1", "data": {
            "card": {"id": "695b2a80e400a960320e5ff2"}, "text": "Looks good"}},
    ],
})  # fmt: skip
ASANA = """Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Assignee Email,Start Date,Due Date,Tags,Notes,Projects,Parent task,Blocked By (Dependencies),Blocking (Dependencies)
1200,2026-01-05,2026-01-19,2026-01-20,Landing page,Doing,Anna,anna@shop.example,,2026-01-30,"web,spring",Some words,Campaign,,,1201
1201,2026-01-07,,2026-01-08,Tidy the footer,To do,,,,,,,Campaign,,1200,
"""
REDMINE = """tracker;subject;status;priority;user;estimated_hours;spent_hours;start_date;due_date;parent;progress
bug;Landing page;closed;Urgent;anna;8;12,5;2026-01-05;2026-01-30;;100
bug;Tidy the footer;new;Low;;2;;;;1;0
"""
TICKTICK = """"Date: 2026-01-25+0000"
"Version: 7.1"
"Status:
0 Normal
1 Completed
2 Archived"
"Folder Name","List Name","Title","Kind","Tags","Content","Due Date","Priority","Status","Created Time","Completed Time","taskId","parentId"
"Work","Campaign","Landing page","TEXT","web","words","2026-01-30T12:00:00+0000","0","2","2026-01-05T08:00:00+0000","2026-01-19T16:00:00+0000","1",""
"Work","Campaign","Tidy the footer","TEXT","","","","0","0","2026-01-07 08:00:00","","2","1"
"""
TIMES = "row;issue_id;date;hours;comment;user\n1;7;2026-01-10;1,5;Draft;anna\n2;7;2026-01-12;2:30;Review;ben\n"
GERMAN = """Nr;Titel;Stand;Zuständig;Erstellt am;Erledigt am;Fällig am;Aufwand (h);Gebucht (h);Schlagworte
1;Landeseite;Fertig;Anna;05.01.2026 09:00;19.01.2026;30.01.2026;8;12,5;web, frühling
2;Fußzeile;In Arbeit;;07.01.2026;;;;;
"""
ROWS = json.dumps(
    [
        {
            "Issue key": "SHOP-1",
            "Summary": "Basket",
            "Status": {"name": "Done"},
            "Created": "2026-01-05",
        }
    ]
)
GAN = """<?xml version="1.0"?><project name="x" version="3.3"><tasks>
<task id="0" name="House" start="2026-01-05" duration="9" complete="100"><depend id="1" type="2"/>
<task id="2" name="Walls" start="2026-01-06" duration="4" complete="40"/></task>
<task id="1" name="Roof" meeting="true" start="2026-01-12" duration="0" complete="0"/></tasks>
<resources><resource id="3" name="Anna" contacts="anna@shop.example"/></resources>
<allocations><allocation task-id="2" resource-id="3"/></allocations></project>"""
MS_PROJECT = """<?xml version="1.0"?><Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-01-05T08:00:00</StartDate>
<Tasks><Task><UID>1</UID><Name>Walls</Name><OutlineLevel>1</OutlineLevel><Duration>PT16H0M0S</Duration></Task>
<Task><UID>2</UID><Name>Roof</Name><OutlineLevel>1</OutlineLevel><Duration>PT8H0M0S</Duration>
<PredecessorLink><PredecessorUID>1</PredecessorUID><Type>1</Type></PredecessorLink></Task></Tasks></Project>"""
TASK_JUGGLER = """project house "House" 2026-01-05 +2m { timezone "Europe/Berlin" }
resource anna "Anna" {}
task walls "Walls" { effort 2d allocate anna start 2026-01-05 }
task roof "Roof" { effort 1d allocate anna depends !walls }
"""
THREADS = (
    '{"html_url": "https://github.com/shop/site/issues/7", "id": 7, "title": "A page for spring", '
    '"body": "For the fair.", "state": "open", "user": {"login": "ann"}, "labels": [{"name": "w"}], '
    '"created_at": "2026-01-05T09:00:00Z", "comments": [{"body": "Who?", "user": {"login": "ben"}}]}\n'
    '{"url": "https://gitlab.com/shop/-/issues/8", "title": "Another", "description": "x", '
    '"labels": ["a"], "comments": ["Said."], "closed_at": "2026-02-01T09:00:00Z"}\n'
)

ALL = {
    "threads": THREADS,
    "jira lines": JIRA_LINES,
    "jira search": JIRA_SEARCH,
    "jira rss": JIRA_RSS,
    "jira csv": JIRA_CSV,
    "changes": CHANGES,
    "raw": RAW,
    "trello": TRELLO,
    "asana": ASANA,
    "redmine": REDMINE,
    "ticktick": TICKTICK,
    "times": TIMES,
    "german": GERMAN,
    "rows": ROWS,
    "gan": GAN,
    "ms project": MS_PROJECT,
    "task juggler": TASK_JUGGLER,
}
