#include "app/cli/backup_verbs.h"
#include "app/cli/command.h"
#include "core/backup/backup_plan.h"

using namespace Qt::StringLiterals;

namespace dermis::cli {

namespace {

struct Options
{
    std::optional<std::string> daily;
    std::optional<std::string> onClose;
    std::vector<int> keep;
    std::optional<int> tooOldAfter;
};

const QString never = u"never"_s;

QJsonObject toJson(const BackupPlan &plan)
{
    return {{u"daily"_s, plan.isDaily ? QJsonValue(plan.at.toString(u"HH:mm"_s)) : QJsonValue()},
            {u"onClose"_s, plan.onClose},
            {u"keepDays"_s, plan.keep.days},
            {u"keepWeeks"_s, plan.keep.weeks},
            {u"keepMonths"_s, plan.keep.months},
            {u"tooOldAfterDays"_s, plan.tooOldAfterDays},
            {u"proposed"_s, plan.isProposed()}};
}

Answer answer(const BackupPlan &plan)
{
    QStringList lines{
        plan.isDaily ? u"Every day at %1, or when somebody next signs in"_s.arg(plan.at.toString(u"HH:mm"_s))
                     : u"Not every day"_s,
        plan.onClose ? u"Also when Dermis is closed"_s : u"Not when Dermis is closed"_s,
        u"Kept: the newest of each of the last %1 days, %2 weeks and %3 months"_s.arg(plan.keep.days)
            .arg(plan.keep.weeks)
            .arg(plan.keep.months),
        u"Too old after %1 days"_s.arg(plan.tooOldAfterDays)};
    if (plan.isProposed())
        lines << u"Proposed [P]: nobody kept this plan yet. It is in force."_s;
    return {lines.join(u'\n'), toJson(plan)};
}

Result<Answer> show(const Command &command)
{
    const auto database = TRY(command.openClinic());
    const BackupPlan plan = TRY(backupPlan(*database));
    return answer(plan);
}

Result<Answer> set(const Command &command, const Options &options)
{
    const auto database = TRY(command.openClinic());
    const Actor actor = TRY(command.actor(*database));
    BackupPlan plan = TRY(backupPlan(*database));
    if (options.daily) {
        plan.isDaily = text(*options.daily) != never;
        if (plan.isDaily)
            plan.at = QTime::fromString(text(*options.daily), u"HH:mm"_s);
    }
    if (options.onClose)
        plan.onClose = text(*options.onClose) == u"yes"_s;
    if (!options.keep.empty())
        plan.keep = {options.keep.at(0), options.keep.at(1), options.keep.at(2)};
    plan.tooOldAfterDays = options.tooOldAfter.value_or(plan.tooOldAfterDays);
    const BackupPlan kept = TRY(saveBackupPlan(*database, actor, command.now(), plan));
    return answer(kept);
}

} // namespace

void addBackupPlanVerb(CLI::App &backup, Command &command)
{
    auto *verb = backup.add_subcommand("plan", "When backups are made by themselves, and how many are kept")
                     ->require_subcommand(1);
    auto *showVerb = verb->add_subcommand("show", "The plan in force");
    command.addOptions(*showVerb);
    command.onCall(*showVerb, [&command] { return show(command); });

    auto options = std::make_shared<Options>();
    auto *setVerb = verb->add_subcommand("set", "Keep the plan, with what is to be otherwise (owner)");
    command.addOptions(*setVerb);
    setVerb->add_option("--daily", options->daily, "The time in the clinic, like 02:00; or never");
    setVerb->add_option("--on-close", options->onClose, "Also when the window is closed: yes or no")
        ->check(CLI::IsMember({"yes", "no"}));
    setVerb->add_option("--keep", options->keep, "The newest of so many days, weeks and months: 7,5,12")
        ->delimiter(',')
        ->expected(3);
    setVerb->add_option("--too-old-after", options->tooOldAfter,
                        "Days until the Today page says that the last backup is too old");
    command.onCall(*setVerb, [&command, options] { return set(command, *options); });
}

} // namespace dermis::cli
