#include "tests/ui/widgets/gallery.h"

#include "ui/widgets/allergy_strip.h"
#include "ui/widgets/answer_row.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/error_banner.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/key_hint.h"
#include "ui/widgets/readiness_bar.h"
#include "ui/widgets/section_rail.h"
#include "ui/widgets/segmented_control.h"
#include "ui/widgets/severity_tag.h"
#include "ui/widgets/status_step.h"
#include "ui/widgets/tab_strip.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

using namespace Qt::StringLiterals;

namespace dermis::test {

namespace {

Card *strips()
{
    auto *card = new Card(u"AllergyStrip"_s);
    card->setNote(u"on every patient page"_s);
    const QList<AllergyEntry> two{{1, u"Propylene glycol"_s, u"contact dermatitis"_s},
                                  {2, u"Penicillin"_s, u"hives, 2009"_s}};
    const QList<AllergyStripContent> states{
        {AllergyKnowledge::Listed, two, u"Confirmed 12 Nov 2026, Sr L. Zwane"_s, {}},
        {AllergyKnowledge::NoneKnown, {}, u"confirmed 12 Nov 2026 by Sr L. Zwane"_s, {}},
        {AllergyKnowledge::NeverAsked, {}, {}, {}},
        {AllergyKnowledge::NotConfirmed,
         {{3, u"Latex"_s, u"hives, 2021"_s}, {4, u"blue tube cream"_s, {}, false}},
         {},
         {}},
        {AllergyKnowledge::TooOld, {}, {}, u"No known allergies, asked 14 months ago"_s}};
    for (const AllergyStripContent &state : states) {
        auto *strip = new AllergyStrip;
        strip->setContent(state);
        card->addPadded(strip);
    }
    return card;
}

Card *bars()
{
    auto *card = new Card(u"ReadinessBar"_s);
    const QList<ReadinessLine> states{
        {ReadinessState::Ready,
         {},
         {{SeverityMark::Clear, u"Consent v3, valid to 23 Nov 2027"_s, {}},
          {SeverityMark::Clear, u"Checklist complete"_s, {}}},
         u"Start session"_s,
         QKeySequence(Qt::Key_F9)},
        {ReadinessState::NotReady,
         {},
         {{SeverityMark::Clear, u"Consent v3, valid to 14 May 2027"_s, {}},
          {SeverityMark::NotAsked, u"Checklist: 2 not asked"_s, {}},
          {SeverityMark::Absolute, u"Vita-C serum: not tested for needling"_s, {}}},
         u"Settle next"_s,
         QKeySequence(Qt::Key_F8)},
        {ReadinessState::Checking, {}, {}, {}, {}}};
    for (const ReadinessLine &state : states) {
        auto *bar = new ReadinessBar;
        bar->setReadiness(state);
        card->addPadded(bar);
    }
    return card;
}

Card *rows()
{
    auto *card = new Card(u"AnswerRow"_s);
    const QString metal = u"Earrings, belt buckles or other metal?"_s;
    const QList<AnswerRowContent> states{
        {.number = u"17"_s, .question = metal},
        {.number = u"17"_s, .question = metal, .answer = YesNoAnswer::Yes},
        {.number = u"18"_s,
         .question = u"Face creams, perfume or sunscreen?"_s,
         .answer = YesNoAnswer::Unsure},
        {.number = u"22"_s,
         .question = u"Raised or thick scars (keloids)?"_s,
         .note = u"Answer of 7 May 2026, still valid. Press Enter to keep it."_s,
         .answer = YesNoAnswer::No,
         .source = AnswerOrigin::LastTime},
        {.number = u"40"_s,
         .question = u"Pregnant or breastfeeding?"_s,
         .note = u"Was “no” on 15 Oct. Valid for one visit, so ask again."_s,
         .source = AnswerOrigin::TooOld},
        {.number = u"21a"_s,
         .question = u"When was the last cold sore?"_s,
         .note = u"Not used now, because question 21 is “no”. Kept, not printed."_s,
         .answer = YesNoAnswer::No,
         .applies = false}};
    for (const AnswerRowContent &state : states)
        card->body()->addWidget(new AnswerRow(state));
    return card;
}

Card *banners()
{
    auto *card = new Card(u"ErrorBanner"_s);
    const QList<BannerText> texts{
        {BannerKind::Stop,
         u"The reception printer does not answer"_s,
         u"The sheet is safe. Switch the printer on and try again, or save a PDF."_s,
         {u"Try again"_s, u"Save PDF"_s}},
        {BannerKind::Conflict,
         u"Dr Mabuza changed the same answer at 10:44"_s,
         u"Cold sores: you have “no”, she has “yes, 2024”. Nothing is lost."_s,
         {u"Keep hers"_s, u"Keep mine"_s}},
        {BannerKind::Draft,
         u"A draft of this form was kept, newer than the saved one"_s,
         u"Draft: Tue 17 Nov 16:52, 9 answers. Saved: 7 May, 31 answers."_s,
         {u"Compare"_s, u"Use the draft"_s, u"Put it aside"_s}}};
    for (const BannerText &text : texts) {
        auto *banner = new ErrorBanner;
        card->addPadded(banner);
        banner->tell(text);
    }
    return card;
}

Card *buttons()
{
    auto *card = new Card(u"Buttons and fields"_s);
    auto *inner = new QWidget;
    auto *flow = new FlowLayout(inner, 10);
    auto *print = new Button(Icon::Print, u"Print consent"_s, ButtonKind::Primary);
    print->setKeyHint(u"Ctrl+P"_s);
    auto *off = new Button(Icon::Sign, u"Sign decision"_s);
    off->setEnabled(false);
    auto *field = new QLineEdit(u"lignoc"_s);
    field->setAccessibleName(u"Substance"_s);
    auto *box = new QComboBox;
    box->addItems({u"Hives"_s, u"Rash"_s});
    box->setAccessibleName(u"Reaction"_s);
    auto *spin = new QSpinBox;
    spin->setAccessibleName(u"Passes"_s);
    auto *on = new QCheckBox(u"Latex allergy"_s);
    on->setChecked(true);
    auto *radio = new QRadioButton(u"Treat with changes"_s);
    radio->setChecked(true);
    for (QWidget *widget :
         QList<QWidget *>{print, new Button(Icon::Pdf, u"Save PDF"_s), new Button(u"With focus"_s),
                          new Button(Icon::StopSquare, u"Stop this lot"_s, ButtonKind::Danger), off,
                          new Button(u"Text action"_s, ButtonKind::Link),
                          new SegmentedControl(u"Whose"_s, {u"Everyone"_s, u"For the nurse 5"_s}), field, box,
                          spin, on, radio, new QRadioButton(u"Defer until"_s), new KeyHint(u"Y"_s, u"yes"_s),
                          Button::iconOnly(Icon::Left, u"Earlier day"_s)})
        flow->addWidget(widget);
    card->addPadded(inner);
    return card;
}

Card *severities()
{
    auto *card = new Card(u"Severity"_s);
    auto *inner = new QWidget;
    auto *flow = new FlowLayout(inner, 6);
    for (const SeverityMark mark : {SeverityMark::Absolute, SeverityMark::Relative, SeverityMark::Caution,
                                    SeverityMark::NotAsked, SeverityMark::Clear, SeverityMark::Note})
        flow->addWidget(new SeverityTag(mark));
    card->addPadded(inner);
    auto *tabs = new TabStrip(u"Record"_s);
    tabs->addTab({u"Summary"_s, 0, {}});
    tabs->addTab({u"Safety"_s, 5, SeverityMark::Absolute});
    tabs->addTab({u"Documents"_s, 9, {}});
    card->body()->addWidget(tabs);
    return card;
}

Card *steps()
{
    auto *card = new Card(u"StatusStep"_s);
    auto *list = new StatusSteps;
    list->setSteps({{StepState::Done, u"Draft made"_s, u"10:29, by Sr L. Zwane"_s, Icon::Check},
                    {StepState::Now, u"To be signed"_s, u"waiting for her and Dr Mabuza"_s, Icon::Sign},
                    {StepState::Problem, u"Page 2 missing"_s, u"scan it, or type the code"_s, Icon::Scan},
                    {StepState::ToDo, u"To be filed"_s, u"a person checks the scan"_s, Icon::Folder}});
    card->addPadded(list);
    auto *rail = new SectionRail;
    rail->setSections({{u"1"_s, u"About the patient"_s, 9, 9, false},
                       {u"2"_s, u"Allergies"_s, 3, 7, true},
                       {u"3"_s, u"Medicines"_s, 0, 7, false}});
    rail->setCurrentSection(1);
    rail->setFixedSize(226, 156);
    card->addPadded(rail);
    return card;
}

} // namespace

std::unique_ptr<QWidget> makeGallery()
{
    auto gallery = std::make_unique<QWidget>();
    auto *column = new QVBoxLayout(gallery.get());
    column->addWidget(strips());
    column->addWidget(bars());
    auto *pair = new QHBoxLayout;
    auto *left = new QVBoxLayout;
    auto *right = new QVBoxLayout;
    pair->addLayout(left, 3);
    pair->addLayout(right, 2);
    left->addWidget(rows());
    left->addWidget(banners());
    left->addStretch();
    right->addWidget(severities());
    right->addWidget(buttons());
    right->addWidget(steps());
    right->addWidget(
        new EmptyState(Icon::Scan, u"No pages to file"_s,
                       u"Put signed sheets in the scanner. They show up here within a few seconds."_s,
                       u"Open scan folder"_s));
    right->addStretch();
    column->addLayout(pair);
    column->addStretch();
    return gallery;
}

} // namespace dermis::test
